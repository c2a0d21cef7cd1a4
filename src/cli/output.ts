/** Where a command prints: results to standard output, all else to standard error. */
export interface Output {
  print(text: string): void
  warn(line: string): void
  /** The answer is no (1), or two things cannot be compared (3): how the command ends when it is done. */
  answer(status: 1 | 3): void
  /** Whether standard output is a terminal that shows colours (https://no-color.org). */
  readonly colour: boolean
}
