import { percent } from '../diagnosis/index.ts'
import type { Started, VersionChange } from '../upstream/index.ts'
import { beganLine, isSilent, pageOf, stretchLine, versionLine, whenLine } from './started-view.ts'

/** What changed shortly before the incident, for the terminal report's template: lines, the further one is indented the deeper. */
export function terminalStarted(started: Started | null) {
  if (started === null || isSilent(started)) return { hasStarted: false, began: [], changes: [], startedNotes: [] }
  const { began, versions, own, notes } = started
  const line = (what: string, change: VersionChange['change']): string => {
    const { label, title, url } = pageOf(change)
    return `${what}, ${whenLine(change.at, began)}: ${title} (${url ?? label})`
  }
  const changes = [
    ...versions.map((one) => ({
      line: line(versionLine(one), one.change),
      more:
        one.upstream === null
          ? []
          : [
              `${stretchLine(one.upstream)}: ${one.upstream.url}`,
              ...one.upstream.touching.map((change) => line('touching', change)),
            ],
    })),
    ...own.map(({ path, share, change }) => ({
      line: line(`\`${path}\` (${percent(share)} of the time)`, change),
      more: [],
    })),
  ]
  return { hasStarted: true, began: [beganLine(began)], changes, startedNotes: [...notes] }
}
