/** Whether a name or a version may stand in a line that people copy into a shell. */
export function isShellSafe(text: string): boolean {
  return /^[\w@][\w@./+~^-]{0,255}$/.test(text)
}
