/** The parts of a Maven artifact's name that stand in its package URL. */
export interface MavenArtifact {
  readonly group: string
  readonly artifact: string
}

/** How Headwater names it: `org.yaml/snakeyaml`. */
export function mavenName({ group, artifact }: MavenArtifact): string {
  return `${group}/${artifact}`
}

/** Whether a text can be a group or an artifact: what Maven itself takes for an identifier. */
export function isMavenIdentifier(text: string): boolean {
  return /^[\w.-]+$/.test(text)
}
