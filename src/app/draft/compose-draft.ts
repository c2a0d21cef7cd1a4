import {
  composePublished,
  type DraftKind,
  type DraftPlan,
  hashPublished,
  type PublishedSet,
  planContribution,
  type RefusedPlan,
} from '../../contribution/index.ts'
import type { RepositoryFacts } from '../../github/index.ts'
import type { Scene } from '../at-incident.ts'
import type { Study } from '../study-incident.ts'
import type { Gathered } from './gather-contribution.ts'

/** A draft, and everything that its approval would publish. */
export interface Draft {
  readonly answer: 'draft'
  readonly plan: DraftPlan
  readonly upstream: RepositoryFacts
  readonly set: PublishedSet
  /** Of all of it. */
  readonly hash: string
}

/** @param as the kind that a person named */
export function composeDraft(
  { incident, tools }: Scene,
  { diagnosed, words }: Study,
  gathered: Gathered,
  as: DraftKind | null,
): Draft | RefusedPlan {
  const { culprit, knowledge, rules, upstream, account, fork, author } = gathered
  const target = words.target?.what ?? null
  const plan = planContribution({ culprit, knowledge, rules, target, asked: as })
  if (plan.answer === 'refused') return plan
  const refusal = refuse(gathered, target)
  const { evidence, diagnosis } = diagnosed
  if (refusal !== null) return refusal
  if (culprit === null || upstream === null || evidence === null) return nothingToShow
  const suspect = diagnosis.suspects.find(({ purl }) => purl === culprit.purl)
  const set = composePublished({
    plan,
    origin: { repositoryId: incident.repositoryId, incident: incident.issue },
    culprit,
    directory: target === null ? (knowledge.repository?.directory ?? null) : null,
    shape: diagnosis.shape,
    confidence: diagnosis.culprit?.purl === culprit.purl ? diagnosis.confidence : (suspect?.confidence ?? 0),
    share: evidence.share,
    evidence,
    names: evidence.names,
    rules,
    fork: fork ?? { owner: account.login, repo: upstream.repo },
    author,
    webOrigin: tools.site.webOrigin,
    markerKey: tools.markerKey,
  })
  return { answer: 'draft', plan, upstream, set, hash: hashPublished(set) }
}

const nothingToShow: RefusedPlan = {
  answer: 'refused',
  what: 'the profiles have no frame of the culprit that could be shown',
  next: ['Write to upstream by yourself, or name another package.'],
  commands: ['/upstream suspect NAME'],
}

/** What stands against a draft besides what upstream knows. */
function refuse({ upstream, account }: Gathered, target: { owner: string; repo: string } | null): RefusedPlan | null {
  if (upstream === null) {
    if (target === null) return null
    return {
      answer: 'refused',
      what: `\`${target.owner}/${target.repo}\` is no repository that can be seen`,
      next: ['Name another one.'],
      commands: ['/upstream target OWNER/REPO'],
    }
  }
  const name = `\`${upstream.owner}/${upstream.repo}\``
  if (!upstream.isPublic) {
    return { answer: 'refused', what: `${name} is private: nothing is drafted for it`, next: [], commands: [] }
  }
  if (upstream.archived) {
    return {
      answer: 'refused',
      what: `${name} is archived: it takes neither issues nor pull requests`,
      next: ['If the package lives on elsewhere, say where; else replace it, or keep a patched copy.'],
      commands: ['/upstream target OWNER/REPO'],
    }
  }
  if (upstream.owner.toLowerCase() === account.login.toLowerCase()) {
    return {
      answer: 'refused',
      what: `${name} is of the account that a fork would go to, and GitHub makes no fork of a repository there`,
      next: ['Work in that repository directly.'],
      commands: [],
    }
  }
  return null
}
