import type { RedactRule } from '../compile-redact.ts'
import type { Diagnosis } from '../diagnosis/index.ts'
import { unversioned } from '../ownership/index.ts'
import type { PublishedNames } from './published-names.ts'
import { ourService } from './redaction-rules.ts'
import { makeRedactor, type Redact } from './redactor.ts'

/**
 * A diagnosis as others may read it: own and private packages, their symbols and paths are `your service`, and no version is told but
 * the culprit's and those of the packages on the way to it. A culprit of a private source counts as own code, since nothing more can
 * be said of it.
 */
export function redactForPublic(diagnosis: Diagnosis, names: PublishedNames): Diagnosis {
  const culprit = diagnosis.culprit
  const redact = withoutVersions(makeRedactor(names), culprit === null ? [] : [culprit.purl, ...culprit.wrappers])
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

/** A package URL with its version, as names and sentences hold it. */
const versioned = /pkg:[^\s`@]{1,400}@[^\s`,;()]{1,200}/g

/** @param kept package URLs whose version may be told */
function withoutVersions(redact: Redact, kept: readonly string[]): Redact {
  const isKept = (purl: string): boolean => kept.some((one) => purl === one || purl.replace(/[.:]$/, '') === one)
  return (text, isName) => redact(text, isName).replace(versioned, (purl) => (isKept(purl) ? purl : unversioned(purl)))
}

/** A comment as others may read it, where nothing is known of the service's packages: what is private by its form is left out. */
export function redactComment<T>(comment: T, redact: readonly RedactRule[]): T {
  return redactTexts(comment, makeRedactor({ hidden: [], shown: [], hiddenSymbols: [], hiddenTexts: redact }))
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
