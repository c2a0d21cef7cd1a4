import type { Diagnosis } from '../diagnosis/index.ts'
import type { PublishedNames } from './published-names.ts'
import { makeRedactor, ourService, type Redact } from './redactor.ts'

/**
 * A diagnosis as others may read it: own and private packages, their symbols and paths are `your service`. A culprit of a
 * private source counts as own code, since nothing more can be said of it.
 */
export function redactForPublic(diagnosis: Diagnosis, names: PublishedNames): Diagnosis {
  const redact = makeRedactor(names)
  const culprit = diagnosis.culprit
  const hiddenCulprit = culprit !== null && redact(culprit.purl, true) === ourService
  return {
    ...redactTexts(diagnosis, redact),
    // What is one of a few words of ours stays that word, whatever a package is called.
    shape: { ...redactTexts(diagnosis.shape, redact), kind: diagnosis.shape.kind, subject: diagnosis.shape.subject },
    needs: diagnosis.needs.map((need) => ({ ...redactTexts(need, redact), kind: need.kind })),
    verdict: hiddenCulprit ? 'own-code' : diagnosis.verdict,
    culprit:
      culprit === null || hiddenCulprit
        ? null
        : {
            ...redactTexts(culprit, redact),
            lockfile: basename(culprit.lockfile),
            wrappers: foldWrappers(culprit.wrappers, redact),
          },
    suspects: diagnosis.suspects
      .map((suspect) => ({
        ...redactTexts(suspect, redact),
        purl: redact(suspect.purl, true),
        lockfile: basename(suspect.lockfile),
        wrappers: foldWrappers(suspect.wrappers, redact),
      }))
      .filter(({ purl }) => purl !== ourService),
    own: foldOwn(diagnosis.own),
    carriers: diagnosis.carriers
      .map((carrier) => ({
        ...redactTexts(carrier, redact),
        name: redact(carrier.name, true),
        role: carrier.role,
      }))
      .filter(({ name }) => name !== ourService),
    hotFrames: diagnosis.hotFrames.map((frame) => ({
      ...frame,
      owner: redact(frame.owner, true),
      symbol: redact(frame.owner, true) === ourService ? ourService : redact(frame.symbol, true),
    })),
  }
}

/** Every text of a value of JSON's kinds. */
function redactTexts<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redact)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactTexts(item, redact)])) as T
}

/** Neighbours of ours are one: how many layers we have is nobody's business. */
function foldWrappers(wrappers: readonly string[], redact: Redact): string[] {
  const names = wrappers.map((name) => redact(name, true))
  return names.filter((name, index) => name !== ourService || names[index - 1] !== ourService)
}

/** Self and charged time add up; of total and mentioned time, which overlap, the largest is what is certain. */
function foldOwn(own: Diagnosis['own']): Diagnosis['own'] {
  if (own.length === 0) return []
  const sum = (kind: 'self' | 'charged'): number => own.reduce((total, { share }) => total + share[kind], 0)
  const most = (kind: 'total' | 'mentioned'): number => Math.max(...own.map(({ share }) => share[kind]))
  return [
    {
      name: ourService,
      share: { self: sum('self'), charged: sum('charged'), total: most('total'), mentioned: most('mentioned') },
    },
  ]
}

function basename(path: string | null): string | null {
  return path === null ? null : path.slice(path.lastIndexOf('/') + 1)
}
