import type { Carrier } from '../carriers.ts'
import type { Measures } from '../measure-owners.ts'
import { percent } from '../percent.ts'
import type { Need, PackageSources } from '../types.ts'
import { type Authorship, findAuthor } from './find-author.ts'
import { findHeld } from './find-held.ts'
import { findRunner, ownPackages, type Runner } from './find-runner.ts'
import { mentionAuthor } from './mention-author.ts'
import { nearestDependencies } from './nearest-dependencies.ts'
import { searchPlaces, textsOfRunner } from './search-places.ts'
import type { HotExpression, HotPattern } from './types.ts'
import { whatToFetch } from './what-to-fetch.ts'

/** Dependencies that are looked into, besides the runner and own code. */
const mostCandidates = 10

/**
 * Where nothing was found, how sure the runner is. Of 15 recorded incidents with a library that runs expressions, it had written them in
 * 13; code that is searched in vain is no such library. Own code and frameworks run those of others as often as their own.
 */
const certaintyOfRunner = { searched: 0.7, unsearched: 0.85, relaying: 0.5 }
/** Its function is known, and an expression stands there: another one could be handed to it. */
const certaintyOfHolder = 0.94

/** In characters, of an expression in a reason. */
const longestShown = 60

const wholeExpressions: Need = {
  kind: 'recording',
  what: 'node --cpu-prof, or a .cpuprofile from the inspector',
  why: 'it keeps the source of every expression, which tells who wrote it',
}

/** A hot expression, and the measures in which it mentions its author. */
export interface Found {
  readonly measures: Measures
  readonly expression: HotExpression
}

interface Authored extends Authorship {
  readonly hot: HotPattern
}

/**
 * The owner that runs the hottest expressions, all of them together, and in whose code they were written.
 *
 * @param patterns what ran and who called it, hottest first
 * @param sources code of packages, as far as it was gathered; what is missing becomes a need
 * @returns null where no owner's expressions take a good part of the time
 */
export function findHotExpression(
  measures: Measures,
  patterns: readonly HotPattern[],
  carriers: ReadonlyMap<number, Carrier>,
  sources: PackageSources,
): Found | null {
  const runner = findRunner(measures, patterns)
  if (runner === null) return null
  const relaying = runner.own || carriers.has(runner.owner)
  if (runner.hottest.engine) return laidAtHolder(measures, runner, relaying, sources)
  if (runner.patterns.length === 0) {
    const reason = 'this recording cuts the sources of expressions, so that it cannot be told who wrote them'
    return laidAtRunner(measures, runner, relaying ? 'relaying' : 'unsearched', reason, [wholeExpressions])
  }
  const code = textsOfRunner(measures, runner, sources)
  const candidates = nearestDependencies(measures.owned.graph, runner.packages, code, mostCandidates)
  const places = searchPlaces(measures, runner, candidates, sources)
  const authored = runner.patterns.flatMap((hot, index): Authored[] => {
    const authorship = findAuthor(hot.pattern, index, places)
    return authorship ? [{ ...authorship, hot }] : []
  })
  const needs = whatToFetch(measures, runner, candidates, sources)
  const [first, ...rest] = byMostTime(authored)
  if (first) return laidAtAuthor(measures, runner, [first, ...rest], first.settled ? [] : needs)
  const searched = needs.length === 0 && places.length > 0
  const reason = searched
    ? 'neither its code nor any that it depends on holds the expression: probably what runs it makes it'
    : 'the code that could hold the expression was not all looked into: what runs it need not have written it'
  return laidAtRunner(measures, runner, relaying ? 'relaying' : searched ? 'searched' : 'unsearched', reason, needs)
}

/** Only the engine is seen: whether the function that runs it holds expressions tells whose they are. */
function laidAtHolder(measures: Measures, runner: Runner, relaying: boolean, sources: PackageSources): Found {
  const held = findHeld(measures, runner, sources)
  const needs = whatToFetch(measures, runner, [], sources)
  const how = relaying ? 'relaying' : needs.length === 0 ? 'searched' : 'unsearched'
  const name = `\`${measures.owned.frames[runner.hottest.caller]?.symbol ?? ''}\``
  if (held === null) {
    const reason = `this recording shows the engine and not the expressions; the code of ${name}, which runs it, was not found`
    return laidAtRunner(measures, runner, relaying ? 'relaying' : 'unsearched', reason, needs)
  }
  const [first] = held.expressions
  if (first === undefined) {
    const reason = `${name} in ${held.path} runs expressions and holds none: probably they are handed to it`
    return laidAtRunner(measures, runner, how, reason, needs)
  }
  const others = held.expressions.length - 1
  const more = others === 0 ? '' : ` and ${others} more`
  const { owner, share, hidden } = runner
  const text = first.text.length > longestShown ? `${first.text.slice(0, longestShown)}…` : first.text
  const reasons = [`${name} holds the expression \`${text.replaceAll('`', "'")}\` (${first.path})${more}`]
  const facts = { runner: owner, share, hidden, author: owner, certainty: certaintyOfHolder, found: true, reasons }
  return { measures, expression: { ...facts, needs: [] } }
}

function laidAtRunner(
  measures: Measures,
  { owner, share, hidden }: Runner,
  how: keyof typeof certaintyOfRunner,
  reason: string,
  needs: readonly Need[],
): Found {
  const certainty = certaintyOfRunner[how]
  return {
    measures,
    expression: { runner: owner, share, hidden, author: owner, certainty, found: false, reasons: [reason], needs },
  }
}

/** @param authored the author's expressions, hottest first */
function laidAtAuthor(
  measures: Measures,
  runner: Runner,
  authored: readonly [Authored, ...Authored[]],
  needs: readonly Need[],
): Found {
  const [first] = authored
  const all = runner.patterns.reduce((sum, { share }) => sum + share, 0)
  const certainty = authored.reduce((sum, one) => sum + one.hot.share * one.certainty, 0) / all
  const reasons = [describe(measures, runner, first)]
  const facts = {
    runner: runner.owner,
    share: runner.share,
    hidden: runner.hidden,
    certainty,
    found: true,
    reasons,
    needs,
  }
  const author = first.place.package ?? hottestOwnPackage(measures)
  if (first.place.distance === 0 || author < 0) return { measures, expression: { ...facts, author: runner.owner } }
  const sources = new Set(authored.map(({ hot }) => hot.pattern))
  const share = authored.reduce((sum, { hot }) => sum + hot.share, 0)
  const mentioned = mentionAuthor(measures, author, sources, share)
  return { measures: mentioned.measures, expression: { ...facts, author: mentioned.author } }
}

function hottestOwnPackage({ owned, owners }: Measures): number {
  const own = ownPackages(owned.graph.packages)
  const totalOf = (index: number): number =>
    owners[owned.owners.findIndex((owner) => owner.package === index)]?.total ?? 0
  return own.reduce((most, next) => (totalOf(next) > totalOf(most) ? next : most), own[0] ?? -1)
}

/** The expressions of the author of most of the time, hottest first. */
function byMostTime(authored: readonly Authored[]): Authored[] {
  const byAuthor = new Map<number | null, Authored[]>()
  for (const one of authored) byAuthor.set(one.place.package, [...(byAuthor.get(one.place.package) ?? []), one])
  const weightOf = (list: readonly Authored[]): number => list.reduce((sum, { hot }) => sum + hot.share, 0)
  return [...byAuthor.values()].sort((a, b) => weightOf(b) - weightOf(a))[0] ?? []
}

function describe({ owned }: Measures, runner: Runner, { place, evidence, match, others }: Authored): string {
  const name = place.package === null ? 'own code' : (owned.graph.packages[place.package]?.purl ?? '')
  const runs = place.distance === 0 ? ', which runs it' : `; ${runner.name} only runs it`
  const elsewhere = others === 0 ? '' : `; found as well in ${others} other ${others === 1 ? 'place' : 'places'}`
  switch (evidence) {
    case 'literal':
      return `the expression stands in ${match.literal} of ${name}${runs}${elsewhere}`
    case 'pieces':
      return `${name} holds ${percent(match.pieces)} of the expression's six-character pieces, most of them in ${match.file}${runs}${elsewhere}`
    case 'built':
      return `${name} makes expressions of parts, in ${match.builder}, and its strings make up ${percent(match.built)} of this one${runs}${elsewhere}`
  }
}
