const began = performance.now()

/** Prints a line with the seconds since the start. */
export function tell(line: string): void {
  process.stdout.write(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${line}\n`)
}
