/** A clause as the beginning of a sentence; one that begins with a name keeps it as it is. */
export function capital(clause: string): string {
  return /^[a-z]+ /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause
}
