/** Where a command prints: results to standard output, all else to standard error. */
export interface Output {
  print(text: string): void
  warn(line: string): void
  /** Whether standard output is a terminal that shows colours (https://no-color.org). */
  readonly colour: boolean
}
