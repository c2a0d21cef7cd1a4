import MiniSearch from 'minisearch'
import type { ShapeKind } from '../../diagnosis/index.ts'
import type { Thread } from '../../github/index.ts'
import { boosts } from './boosts.ts'
import { isVague, type Sign, signsOf } from './symptoms.ts'
import { holds, stemText } from './text-signs.ts'

/** What threads are held against. */
export interface Trouble {
  readonly shape: ShapeKind
  /** As `symbolWords` gives them. */
  readonly symbols: readonly string[]
  /** The culprit's name, and its repository as `owner/repo` in lower case. */
  readonly packageName: string
  /** The culprit's locked version; null where it is not known. */
  readonly version: string | null
  /** ISO time at which that version came out; likewise. */
  readonly releasedAt: string | null
  readonly home: string | null
}

export interface RankedThread {
  readonly thread: Thread
  readonly score: number
  /** Whether it is taken for this very trouble. */
  readonly same: boolean
  /** Whether next to nothing speaks for it: only a symbol, or only one word of the symptom. */
  readonly weak: boolean
  readonly reasons: readonly string[]
}

/** What each observation weighs. */
const weights = {
  signInTitle: 3,
  furtherSign: 1,
  vagueSign: 0.5,
  symbolInTitle: 3,
  symbolInBody: 2,
  namesPackage: 1,
  namesVersion: 1.5,
  atHome: 1,
  duplicate: -1,
  likeness: 1,
}
const mostFurtherSigns = 3
/** From here on a thread is taken for this very trouble: its title says so, and one more thing does. */
const sameFrom = 5

/**
 * Ranks issues and pull requests by how well they tell of a trouble, with a reason for each point.
 *
 * @param threads found by any search, each once; those that the searches found first stand first
 */
export function rankThreads(threads: readonly Thread[], trouble: Trouble): RankedThread[] {
  const likeness = measureLikeness(threads, trouble)
  return threads.map((thread) => rate(thread, trouble, likeness.get(thread.url) ?? 0)).sort((a, b) => b.score - a.score)
}

function rate(thread: Thread, trouble: Trouble, likeness: number): RankedThread {
  const title = stemText(thread.title)
  const body = stemText([thread.body, ...thread.comments].join('\n'))
  const { score: signScore, signs, hasSign, reasons: signReasons } = rateSigns(title, body, signsOf(trouble.shape))
  const inTitle = trouble.symbols.filter((words) => holds(title, words))
  const inBody = trouble.symbols.filter((words) => holds(body, words))
  const isHome = `${thread.owner}/${thread.repo}`.toLowerCase() === trouble.home
  const named = !isHome && (holds(title, trouble.packageName) || holds(body, trouble.packageName))
  // Shorter ones stand for many other things as well.
  const version = trouble.version !== null && /\d\.\d+\.\d/.test(trouble.version) ? trouble.version : null
  const isVersionNamed = isHome && version !== null && (holds(title, version) || holds(body, version))
  const symbol = inTitle[0] ?? inBody[0]
  const points: readonly (readonly [number, string | null])[] = [
    [
      inTitle.length > 0 ? weights.symbolInTitle : inBody.length > 0 ? weights.symbolInBody : 0,
      symbol ? `names \`${symbol}\`` : null,
    ],
    [isHome ? weights.atHome : 0, null],
    [named ? weights.namesPackage : 0, named ? `names \`${trouble.packageName}\`` : null],
    [isVersionNamed ? weights.namesVersion : 0, isVersionNamed ? `names the locked ${version}` : null],
    [thread.state === 'duplicate' ? weights.duplicate : 0, null],
  ]
  const isAbout = signs > 0 || symbol !== undefined || named || isVersionNamed
  // What tells of nothing alike is no better for its date or label.
  const boosted = (isAbout ? boosts : []).flatMap(({ weight, reason }) => {
    const said = reason(thread, trouble)
    return said === null ? [] : [[weight, said] as const]
  })
  const score = signScore + sumOf(points)
  const same = hasSign && score >= sameFrom
  return {
    thread,
    score: score + sumOf(boosted) + weights.likeness * likeness,
    same,
    weak: !same && (signs === 0 || (signs === 1 && symbol === undefined && !named && !isVersionNamed)),
    reasons: [
      ...signReasons,
      ...[...points, ...boosted].flatMap(([value, reason]) => (value > 0 && reason ? [reason] : [])),
    ],
  }
}

function sumOf(points: readonly (readonly [number, string | null])[]): number {
  return points.reduce((sum, [value]) => sum + value, 0)
}

/** A sign counts once, in whichever words, and more in the title. */
function rateSigns(title: string, body: string, signs: readonly Sign[]) {
  const seen = signs.flatMap((words) => {
    const word = words.find((one) => holds(title, one)) ?? words.find((one) => holds(body, one))
    return word === undefined ? [] : [{ word, inTitle: holds(title, word), vague: isVague(word) }]
  })
  const clear = seen.filter(({ vague }) => !vague)
  const titled = clear.filter(({ inTitle }) => inTitle)
  const further = Math.min(mostFurtherSigns, clear.length - (titled.length > 0 ? 1 : 0))
  const score =
    (titled.length > 0 ? weights.signInTitle : 0) +
    weights.furtherSign * Math.max(0, further) +
    (seen.length > clear.length ? weights.vagueSign : 0)
  const say = (where: string, list: typeof seen) =>
    list.length > 0 ? [`${where} says ${list.map(({ word }) => `\`${word}\``).join(', ')}`] : []
  const rest = seen.filter((sign) => !titled.includes(sign))
  const reasons = [...say('the title', titled), ...say('the text', rest)]
  return { score, signs: seen.length, hasSign: clear.length > 0, reasons }
}

/** From 0 to 1, by minisearch over titles, texts and comments: what the signs and symbols, word by word, have in common with each. */
function measureLikeness(threads: readonly Thread[], { shape, symbols }: Trouble): ReadonlyMap<string, number> {
  const index = new MiniSearch<{ id: string; title: string; body: string; comments: string }>({
    fields: ['title', 'body', 'comments'],
    searchOptions: { boost: { title: 3, body: 1, comments: 0.5 }, prefix: (term) => term.length > 4 },
  })
  index.addAll(
    threads.map(({ url, title, body, comments }) => ({
      id: url,
      title,
      body: body.slice(0, longestIndexed),
      comments: comments.join('\n').slice(0, longestIndexed),
    })),
  )
  const found = index.search([...signsOf(shape).flat(), ...symbols].join(' '))
  const best = found[0]?.score ?? 1
  return new Map(found.map(({ id, score }) => [String(id), score / best]))
}

const longestIndexed = 16_384
