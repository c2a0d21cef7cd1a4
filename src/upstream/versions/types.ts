/** How an ecosystem orders its versions. Every function takes foreign text and throws nothing. */
export interface VersionRules {
  /** Whether the text is a version at all. */
  isVersion(text: string): boolean
  /** A release that anybody may be told to use: no pre-release, no snapshot. */
  isStable(version: string): boolean
  /** Negative where the first one is older. Both are versions. */
  compare(first: string, second: string): number
  /** Whether a requirement as a manifest states it allows a version; null where it cannot be read. */
  allows(requirement: string, version: string): boolean | null
  /** Whether a package that asks for one of these versions is, by the ecosystem's custom, content with the other, later one. */
  isCompatible(locked: string, wanted: string): boolean
  /** The release line that gets patches of its own: `0.23`, `4.18`. */
  lineOf(version: string): string
  /** The smallest requirement that allows a version, as a manifest states it. */
  requirementFor(version: string): string
}
