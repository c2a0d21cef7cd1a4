import {
  type CommitAuthor,
  type HouseRules,
  type Knowledge,
  noRules,
  readHouseRules,
} from '../../contribution/index.ts'
import { describeRepository, type Fork, findFork, type RepositoryFacts } from '../../github/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { Scene } from '../at-incident.ts'
import { culpritOf } from '../culprit-of.ts'
import { lookUpUpstream } from '../look-up-upstream.ts'
import type { Study } from '../study-incident.ts'
import { chooseAccount, type ForkAccount } from './choose-account.ts'
import { readAuthor } from './read-author.ts'

/** All that a draft turns on, besides the study. */
export interface Gathered {
  readonly culprit: Package | null
  readonly knowledge: Knowledge
  /** The repository that a contribution is for; null where it is not known. */
  readonly upstream: RepositoryFacts | null
  readonly rules: HouseRules
  readonly account: ForkAccount
  /** Null where there is none yet. */
  readonly fork: Fork | null
  /** Ourselves. */
  readonly author: CommitAuthor
  /** Whether some of it is missing only for now: GitHub was in trouble, or wanted fewer requests. */
  readonly lacksForNow: boolean
}

const nothingKnown: Knowledge = { repository: null, related: [], fix: null, notes: [] }

/** Asks GitHub and the package indexes for what is known of the culprit's upstream, its rules, and our fork of it. */
export async function gatherContribution(scene: Scene, study: Study): Promise<Gathered> {
  const { github } = scene
  const culprit = culpritOf(study)
  const found = await lookUpUpstream(scene, study)
  const knowledge = found ?? nothingKnown
  const upstream = await findUpstream(scene, study, knowledge)
  const account = await chooseAccount(scene, study.found.configuration.forkOrganization)
  return {
    culprit,
    knowledge,
    upstream,
    account,
    rules: upstream === null ? noRules : await readHouseRules(github, upstream, upstream.defaultBranch),
    fork: upstream === null ? null : await findFork(github, { upstream, account: account.login }),
    author: await readAuthor(scene),
    lacksForNow: found !== null && found.askAgainAt !== null,
  }
}

async function findUpstream({ github }: Scene, { words }: Study, { repository }: Knowledge) {
  const known = repository?.github && { owner: repository.github.owner, repo: repository.github.name }
  const name = words.target?.what ?? known ?? null
  return name === null ? null : describeRepository(github, name)
}
