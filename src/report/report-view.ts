import { type Cell, type NamePart, shorten, type TablePart, type View } from '../contribution/index.ts'
import { type Diagnosis, percent } from '../diagnosis/index.ts'
import type { LockfileSource, PersonsWord, ReportComment } from './comment-input.ts'
import { nextSteps } from './next-steps.ts'
import { profileTable } from './profile-table.ts'
import { shortName } from './short-name.ts'
import { startedView } from './started-view.ts'
import { summaryLine } from './summary-line.ts'
import { upstreamView } from './upstream-view.ts'

/** How much of the details is told. */
export interface Detail {
  /** Rows of each table. */
  readonly rows: number
  readonly profiles: number
  /** Of each list. */
  readonly sentences: number
}

export const fullDetail: Detail = { rows: 15, profiles: 50, sentences: 20 }

const longestSentence = 600

/** What the report's template is filled with. */
export function reportView(input: ReportComment, detail: Detail, folded: boolean): View {
  const { diagnosis } = input
  const { shape, culprit } = diagnosis
  const chain = culprit ? [...ends(culprit.wrappers), culprit.purl] : []
  const [lead = 'nothing points at anybody', ...reasons] = [...diagnosis.reasons, ...(culprit?.reasons ?? [])]
  const list = (sentences: readonly string[]): string[] =>
    sentences.slice(0, detail.sentences).map((text) => capital(shorten(text, longestSentence)))
  const next = nextSteps(diagnosis, input.upstream)
  return {
    notice: input.notice,
    verdict: verdictOf(diagnosis),
    lead: `${capital(shorten(lead, longestSentence))}.`,
    words: input.words.map(wordLine),
    mitigation: shape.mitigation,
    hasChain: chain.length > 1,
    chain: chain.map((purl) => `\`${shortName(purl)}\``).join(' → '),
    ...upstreamView(input.upstream, detail.sentences),
    ...startedView(input.started ?? null, detail.sentences, folded),
    picture: input.picture
      ? { part: 'picture', alt: `Flamegraph. ${verdictOf(diagnosis)}`, url: input.picture.url }
      : null,
    reasons: list(reasons),
    shape: name(shape.kind),
    shapeSure: sure(shape.confidence),
    meaning: shape.meaning,
    evidence: list(shape.evidence),
    hasNext: next.length > 0,
    next: list(next).map((text, index) => ({ number: index + 1, text })),
    profileTable: profileTable(input.profiles, detail.profiles),
    summary: summaryLine(input.document, folded),
    ...lockfileView(input.lockfiles),
    notes: list(input.notes),
    ...tables(diagnosis, detail),
    folded,
  }
}

function verdictOf({ verdict, confidence, culprit }: Diagnosis): string {
  switch (verdict) {
    case 'dependency':
      return `The culprit is \`${shortName(culprit?.purl ?? '')}\` (${sure(confidence)})`
    case 'own-code':
      return `It is our own code (${sure(confidence)})`
    case 'expected-work':
      return `Expected work: a package does what it was asked (${sure(confidence)})`
    case 'runtime':
      return `The language's own library or runtime is at work (${sure(confidence)})`
    case 'inconclusive':
      return 'Inconclusive: these profiles cannot tell'
  }
}

function wordLine(word: PersonsWord): string {
  const { about, by, what } = word
  const said = `\`${by}\` says that \`${what}\``
  const takeBack = `\`/upstream ${about} none\` takes it back.`
  switch (about) {
    case 'suspect': {
      const doubt = word.isSupported ? '' : ' It is none of the suspects here, and stands on that word alone.'
      return `${said} is the culprit.${doubt} What follows is what the profiles say. ${takeBack}`
    }
    case 'link':
      return `${said} is the upstream issue that knows the trouble. ${takeBack}`
    case 'target':
      return `${said} is where a contribution goes. ${takeBack}`
  }
}

function lockfileView(lockfiles: LockfileSource | null): View {
  if (lockfiles === null || lockfiles.files.length === 0) return { noLockfile: true, versions: false }
  const { at, commit, ref, files, notFound } = lockfiles
  return {
    noLockfile: false,
    versions: true,
    lockfiles:
      files
        .slice(0, 5)
        .map((file) => `\`${file}\``)
        .join(', ') + (files.length > 5 ? ` and ${files.length - 5} more` : ''),
    commit: name(commit.slice(0, 12)),
    // A sentence, not a name: a branch is no symbol, even where it is called main.
    ref: ref === null ? false : ref,
    deployed: at === 'deployed',
    notFound: notFound === null ? false : name(notFound),
  }
}

function tables({ suspects, own, carriers, hotFrames }: Diagnosis, { rows }: Detail): View {
  const lengths = [suspects, own, carriers, hotFrames].map((list) => list.length)
  return {
    hasSuspects: suspects.length > 0 && rows > 0,
    suspectTable: table(
      ['sure', 'charged', 'self', 'on stack', 'named', 'package'],
      suspects
        .slice(0, rows)
        .map(({ confidence, share, purl }) => [
          confidence.toFixed(2),
          percent(share.charged),
          percent(share.self),
          percent(share.total),
          percent(share.mentioned),
          name(purl),
        ]),
    ),
    hasOwn: own.length > 0 && rows > 0,
    ownTable: table(
      ['charged', 'self', 'on stack', 'package'],
      own
        .slice(0, rows)
        .map((one) => [percent(one.share.charged), percent(one.share.self), percent(one.share.total), name(one.name)]),
    ),
    hasCarriers: carriers.length > 0 && rows > 0,
    carrierTable: table(
      ['self', 'package', 'rule'],
      carriers.slice(0, rows).map((one) => [percent(one.share.self), name(one.name), one.rule]),
    ),
    hasHot: hotFrames.length > 0 && rows > 0,
    hotTable: table(
      ['self', 'total', 'owner', 'function'],
      hotFrames
        .slice(0, rows)
        .map(({ self, total, owner, symbol }) => [percent(self), percent(total), name(owner), name(symbol)]),
    ),
    cut:
      Math.max(...lengths) > rows && rows < fullDetail.rows
        ? 'The tables were cut to fit; `headwater diagnose` prints them whole.'
        : null,
  }
}

function table(header: readonly string[], rows: readonly (readonly Cell[])[]): TablePart {
  return { part: 'table', header, rows }
}

function name(text: string): NamePart {
  return { part: 'name', text }
}

/** Of a long way the beginning, which is ours, and the end, which leads to the culprit. */
function ends(names: readonly string[]): readonly string[] {
  return names.length <= 10 ? names : [...names.slice(0, 3), '…', ...names.slice(-6)]
}

function sure(confidence: number): string {
  return `${Math.round(confidence * 100)} % sure`
}

function capital(text: string): string {
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
