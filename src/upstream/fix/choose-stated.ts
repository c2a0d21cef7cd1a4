import type { VersionRules } from '../versions/index.ts'

/** Which of the versions that are said to hold a change matters to a service. */
export interface StatedChoice {
  readonly kind: 'released' | 'locked'
  readonly version: string
}

/**
 * @param stated versions of which somebody says that the change came with them; several where it was carried to several lines
 * @param locked the version that runs; null where it is not known
 * @returns null where there is no stable one
 */
export function chooseStated(
  stated: readonly string[],
  locked: string | null,
  rules: VersionRules,
): StatedChoice | null {
  const stable = stated.filter((version) => rules.isVersion(version) && rules.isStable(version)).sort(rules.compare)
  const [smallest] = stable
  if (smallest === undefined) return null
  if (locked === null || !rules.isVersion(locked)) return { kind: 'released', version: smallest }
  const inLine = stable.find((version) => rules.lineOf(version) === rules.lineOf(locked))
  if (inLine !== undefined) return { kind: rules.compare(locked, inLine) < 0 ? 'released' : 'locked', version: inLine }
  const later = stable.find((version) => rules.compare(version, locked) > 0)
  // Said of older lines only: the lines after them began with it.
  return later === undefined
    ? { kind: 'locked', version: stable.at(-1) ?? smallest }
    : { kind: 'released', version: later }
}
