import type { Package } from '../../ownership/index.ts'
import type { UpstreamFindings } from '../../upstream/index.ts'
import { isHidden } from '../published-names.ts'
import type { Doors, HouseRules, Quote } from './judge-rules.ts'
import { listCautions } from './list-cautions.ts'
import { quoteRule } from './quote-rule.ts'
import type { DraftKind, Repository } from './types.ts'

/** What is known upstream, as far as a contribution turns on it. */
export type Knowledge = Pick<UpstreamFindings, 'repository' | 'related' | 'fix' | 'notes'>

export interface ContributionQuestion {
  readonly culprit: Package | null
  readonly knowledge: Knowledge
  readonly rules: HouseRules
  /** A person's `/upstream target`. */
  readonly target: Repository | null
  /** The kind of draft that a person named. */
  readonly asked: DraftKind | null
}

export type ContributionPlan = DraftPlan | RefusedPlan

/** Something is to be drafted. */
export interface DraftPlan {
  readonly answer: 'draft'
  readonly kind: DraftKind
  /** The repository that is forked. */
  readonly upstream: Repository
  /** The thread that the draft is about: an issue, or for a test result a pull request. */
  readonly thread: Thread | null
  /** The thread is a change under review, and the draft tells how it did. */
  readonly isResult: boolean
  readonly reasons: readonly string[]
  /** What the person who sends it has to mind. */
  readonly cautions: readonly string[]
}

/** Upstream needs nothing, or wants nothing of the kind. */
export interface RefusedPlan {
  readonly answer: 'refused'
  readonly what: string
  /** What to do instead, in sentences. */
  readonly next: readonly string[]
  /** Commands for a new comment. */
  readonly commands: readonly string[]
}

export interface Thread extends Repository {
  readonly number: number
  readonly url: string
  readonly locked: boolean
}

/**
 * What upstream needs, by the status of the fix: nothing is drafted where a release or a commit has it, evidence where
 * the trouble is known, an issue or a pull request only where nobody knows. A person's words overrule as far as they can:
 * they name the target and the kind, not that a released fix were none.
 */
export function planContribution(question: ContributionQuestion): ContributionPlan {
  const { culprit, knowledge, rules, target } = question
  if (culprit === null) {
    return refused(
      'the profiles name no dependency as the culprit',
      ['Where you know better, name it, and a draft can be made.'],
      ['/upstream suspect NAME'],
    )
  }
  if (isHidden(culprit)) return refused('the culprit is a private package, so nothing of it is published', [])
  const upstream = target ?? upstreamOf(knowledge)
  if (upstream === null) return noUpstream(knowledge)
  if (target === null && knowledge.repository?.archived === true) {
    return refused(
      `\`${upstream.owner}/${upstream.repo}\` is archived: it takes neither issues nor pull requests`,
      ['If the package lives on elsewhere, say where.', 'Else replace the package, or keep a patched copy.'],
      ['/upstream target OWNER/REPO'],
    )
  }
  if (rules.refusesTools !== null) return refusedByRule(upstream, rules.refusesTools)
  return planByStatus(question, upstream)
}

function planByStatus(question: ContributionQuestion, upstream: Repository): ContributionPlan {
  const { knowledge, asked } = question
  const { fix } = knowledge
  if (fix === null) {
    if (asked !== null)
      return draft(question, upstream, asked, null, ['A person asked for it; upstream could not be asked.'])
    return refused(
      'what upstream knows could not be found out',
      [...knowledge.notes, 'Try again later, or name the known issue.', 'To draft all the same, name the kind.'],
      ['/upstream link OWNER/REPO#N', '/upstream draft issue'],
    )
  }
  const release = `\`${fix.purl}${fix.version === null ? '' : `@${fix.version}`}\``
  switch (fix.status) {
    case 'upgrade':
      return refused(`release ${release} has the fix`, ['Upgrade instead of writing upstream.'], ['/upstream upgrade'])
    case 'locked-has-it':
      if (asked !== null)
        return draft(question, upstream, asked, null, [
          `The fix is in ${release}, which is locked: a person takes this for another trouble or a regression.`,
        ])
      return refused(
        `${release} has the fix, and the lockfile has that release already`,
        [
          'See that the deployed commit is the one that ran.',
          'If it ran, this is another trouble or a regression: name the kind of draft, and say in it what differs.',
        ],
        ['/upstream draft issue'],
      )
    case 'unreleased':
      return refused(
        `upstream has merged the fix${commitOf(fix)}, and no release of ${release} has it yet`,
        ['There is nothing to draft. Test a build with that commit; what it shows helps upstream to release.'],
        ['/upstream validate ran'],
      )
    case 'in-review':
      return draft(question, upstream, asked ?? 'comment', threadOf(fix.changes.find(isOpen)?.url, knowledge), [
        'A fix is under review upstream: a test result helps it.',
      ])
    case 'open':
      return draft(question, upstream, asked ?? 'comment', threadOf(fix.issue, knowledge), [
        'Upstream knows the trouble and has no fix: evidence helps.',
      ])
    case 'not-planned':
      if (asked !== null)
        return draft(question, upstream, asked, threadOf(fix.issue, knowledge), [
          'A person asked for it, although upstream plans no fix.',
        ])
      return refused(
        'upstream knows the trouble and plans no fix',
        ['New evidence may change that: it is drafted when you ask for it by name.'],
        ['/upstream draft comment'],
      )
    case 'unknown':
      return draft(question, upstream, asked ?? 'issue', threadOf(fix.issue, knowledge), [
        'Nobody upstream is known to have told of it.',
      ])
  }
}

function draft(
  { knowledge, rules }: ContributionQuestion,
  upstream: Repository,
  kind: DraftKind,
  thread: Thread | null,
  reasons: readonly string[],
): ContributionPlan {
  if (kind === 'comment' && thread === null) {
    return refused(
      'there is no known thread upstream to comment on',
      ['Name it, or draft an issue.'],
      ['/upstream link OWNER/REPO#N', '/upstream draft issue'],
    )
  }
  if (kind === 'comment' && thread?.locked === true) {
    return refused(
      `${thread.url} is locked, so nobody can comment on it`,
      ['Draft an issue that refers to it.'],
      ['/upstream draft issue'],
    )
  }
  const shut = refuseByDoors(rules.doors, kind, knowledge)
  if (shut !== null) return shut
  if (kind === 'pr' && thread === null && rules.wantsIssueFirst !== null) {
    return refused(
      `upstream wants an issue before a pull request: ${quoteRule(rules.wantsIssueFirst)}`,
      ['Draft the issue first; link it when it stands.'],
      ['/upstream draft issue', '/upstream link OWNER/REPO#N'],
    )
  }
  return {
    answer: 'draft',
    kind,
    upstream,
    thread,
    isResult: kind === 'comment' && knowledge.fix?.status === 'in-review',
    reasons,
    cautions: [...listCautions(rules, kind), ...knowledge.notes],
  }
}

function refuseByDoors(
  { issues, pullRequests }: Doors,
  kind: DraftKind,
  { repository }: Knowledge,
): RefusedPlan | null {
  if (kind === 'issue' && !issues) {
    const tracker = repository?.tracker ?? null
    return refused(
      'upstream takes no issues on GitHub',
      [
        tracker === null
          ? 'Look in its README for where it takes reports.'
          : `It takes reports at ${tracker}: write there.`,
      ],
      ['/upstream link OWNER/REPO#N'],
    )
  }
  if (kind === 'pr' && pullRequests === 'nobody') {
    return refused('upstream takes no pull requests', ['Draft an issue.'], ['/upstream draft issue'])
  }
  return null
}

function upstreamOf({ repository }: Knowledge): Repository | null {
  if (repository === null || repository.github === null || repository.believed === null) return null
  return { owner: repository.github.owner, repo: repository.github.name }
}

function noUpstream({ repository, notes }: Knowledge): RefusedPlan {
  const what =
    repository === null
      ? 'the upstream repository is not known'
      : repository.github === null
        ? `upstream is at ${repository.url}, and drafts are made for GitHub only`
        : `${repository.url} was not seen to hold the package`
  return refused(what, [...notes, 'Say which repository it is.'], ['/upstream target OWNER/REPO'])
}

function refusedByRule({ owner, repo }: Repository, rule: Quote): RefusedPlan {
  return refused(`\`${owner}/${repo}\` does not want contributions prepared by tools: ${quoteRule(rule)}`, [
    'Write to upstream by yourself, in your own words; the report and `headwater diagnose` have the figures.',
  ])
}

function refused(what: string, next: readonly string[], commands: readonly string[] = []): RefusedPlan {
  return { answer: 'refused', what, next, commands }
}

const isOpen = ({ state }: { readonly state: string }): boolean => state === 'open' || state === 'draft'

function commitOf({ changes }: NonNullable<Knowledge['fix']>): string {
  const commit = changes.findLast(({ commit }) => commit !== null)?.commit
  return commit === undefined || commit === null ? '' : ` in commit \`${commit.slice(0, 12)}\``
}

function threadOf(url: string | null | undefined, { related }: Knowledge): Thread | null {
  const known = related.find((one) => one.url === url)
  if (known !== undefined)
    return { owner: known.owner, repo: known.repo, number: known.number, url: known.url, locked: known.locked }
  const [, owner, repo, number] =
    /^https?:\/\/[^/]+\/([^/]+)\/([^/]+)\/(?:issues|pull)\/(\d{1,9})$/.exec(url ?? '') ?? []
  if (url === null || url === undefined || owner === undefined || repo === undefined) return null
  return { owner, repo, number: Number(number), url, locked: false }
}
