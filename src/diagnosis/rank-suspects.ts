import type { Owner } from '../ownership/index.ts'
import { breakTie } from './break-tie.ts'
import { leadsByExpression } from './expressions/index.ts'
import { findEntries } from './find-entries.ts'
import { findWrappers } from './find-wrappers.ts'
import type { Facts } from './gather-facts.ts'
import { percent } from './percent.ts'
import { preferAsker } from './prefer-asker.ts'
import type { ShapeKind, Suspect } from './types.ts'

/** How strongly one rule points at an owner: a share of its own evidence, from 0 to 1. */
export interface Lead {
  readonly owner: number
  readonly strength: number
  readonly reasons: readonly string[]
  /** Owner that runs what this one wrote. */
  readonly runner?: number
}

/** Suspects beyond this many are noise for a reader. */
const mostSuspects = 8

/**
 * Dependencies as suspects, the likeliest first, by what the shape says: for a busy loop who wakes its own task, else who is
 * charged with the time. Carriers come in only where nothing else is left, and where they run or wrote a hot expression.
 *
 * `confidence` is the lead's strength here; the verdict weighs it with the shape's and the evidence's.
 *
 * @param incident what people wrote about the incident; breaks ties
 */
export function rankSuspects(facts: Facts, shape: ShapeKind, incident = ''): Suspect[] {
  const { owned } = facts.measures
  const named = shape === 'regex-backtracking' ? leadsByExpression(facts) : []
  const others = leadsOf(facts, shape).filter(({ owner }) => !named.some((lead) => lead.owner === owner))
  const leads = [...named, ...others].filter(({ owner }) => isForeign(owned.owners[owner]))
  const free = leads.filter((lead) => named.includes(lead) || !facts.carriers.has(lead.owner))
  const likely = free.length > 0 ? free : leads
  // Who wrote a hot expression is found, not weighed; who wakes a task is counted in other samples.
  const weighed = named.length > 0 || shape === 'busy-loop' ? likely : preferAsker(likely, facts.measures)
  const ranked = named.length > 0 ? weighed : breakTie(weighed, owned, incident)
  return ranked.slice(0, mostSuspects).map((lead) => describe(facts, lead))
}

/** What points at whom, own code included, strongest first. */
export function leadsOf(facts: Facts, shape: ShapeKind): Lead[] {
  if (shape === 'busy-loop') return facts.wakes.samples > 0 ? leadsByWakes(facts) : leadsByMentions(facts)
  return leadsByCharge(facts)
}

function leadsByWakes({ wakes, measures }: Facts): Lead[] {
  const { owned } = measures
  const owners = new Set(wakes.callers.flatMap((caller) => (caller.owner === null ? [] : [caller.owner])))
  return [...owners]
    .map((owner) => {
      const callers = wakes.callers.filter((caller) => caller.owner === owner)
      const samples = callers.reduce((sum, caller) => sum + caller.samples, 0)
      const functions = callers.slice(0, 2).map((caller) => `\`${owned.frames[caller.frame]?.symbol ?? ''}\``)
      const doubt = callers.some((caller) => caller.doubtful)
        ? ['a poll of another owner could be inlined there, though no frame shows it']
        : []
      return {
        owner,
        strength: samples / wakes.samples,
        reasons: [
          `${samples} of ${wakes.samples} samples inside a self-called waker come from it, from ${functions.join(' and ')}`,
          ...doubt,
        ],
      }
    })
    .sort((a, b) => b.strength - a.strength)
}

/** Without a sample in the waker: the foreign layers that the polled types name. A mention is not guilt, so this is weak. */
function leadsByMentions({ measures, carriers }: Facts): Lead[] {
  return measures.owners
    .map((share, owner) => ({
      owner,
      strength: carriers.has(owner) ? 0 : Math.max(share.mentioned, share.total),
      reasons: [
        `named in the types of ${percent(share.mentioned)} of the stacks, its own frames are on ${percent(share.total)}`,
      ],
    }))
    .filter((lead) => lead.strength > 0)
    .sort((a, b) => b.strength - a.strength)
}

function leadsByCharge({ measures }: Facts): Lead[] {
  return measures.owners
    .map((share, owner) => ({
      owner,
      strength: share.charged,
      reasons: [
        `charged with ${percent(share.charged)} of the time (${percent(share.self)} in its own functions), on ${percent(share.total)} of the stacks`,
      ],
    }))
    .filter((lead) => lead.strength > 0)
    .sort((a, b) => b.strength - a.strength)
}

function describe(facts: Facts, lead: Lead): Suspect {
  const { measures, carriers } = facts
  const { owned } = measures
  const owner = owned.owners[lead.owner]
  const entry = owner?.package === null || owner === undefined ? undefined : owned.graph.packages[owner.package]
  const share = measures.owners[lead.owner] ?? { self: 0, charged: 0, total: 0, mentioned: 0 }
  const inside = lead.runner ?? lead.owner
  const above = findWrappers(measures, carriers, inside, findEntries(measures, inside))
  const wrappers = lead.runner === undefined ? above : [...above, lead.runner]
  return {
    owner: lead.owner,
    purl: owner?.name ?? '',
    lockfile: entry?.lockfile ?? null,
    confidence: lead.strength,
    share,
    wrappers: wrappers.map((wrapper) => owned.owners[wrapper]?.name ?? ''),
    reasons: lead.reasons,
  }
}

function isForeign(owner: Owner | undefined): boolean {
  return owner?.kind === 'dependency' || owner?.kind === 'native'
}
