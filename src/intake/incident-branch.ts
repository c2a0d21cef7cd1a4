/** The branch of a service on which an incident's profiles lie, and the folder on it. */
export function incidentBranch(issue: number): string {
  return `incidents/${issue}`
}
