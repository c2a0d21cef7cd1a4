import { type Command, Option } from 'commander'
import type { Configuration } from '../config.ts'
import {
  collectPublishedNames,
  composePublished,
  type DraftKind,
  draftKinds,
  drawEvidence,
  hashPublished,
  hideRedacted,
  noRules,
  planContribution,
  type RefusedPlan,
  readHouseRules,
  shownDigits,
} from '../contribution/index.ts'
import type { Result } from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import {
  describeRepository,
  type IssueName,
  type RepositoryName,
  readIssueName,
  readRepositoryName,
  webOriginOf,
} from '../github/index.ts'
import { markPackages } from '../ownership/index.ts'
import type { Limits } from '../profile/index.ts'
import { diagnoseWithSources } from './diagnose-with-sources.ts'
import { readGitHubAccess } from './github-access.ts'
import { limitOption } from './limit-option.ts'
import { lookUpUpstream, signIn } from './look-up-upstream.ts'
import type { Output } from './output.ts'
import { readRecordings } from './read-recordings.ts'
import { readServiceConfiguration } from './read-service-configuration.ts'
import { checkOutFolder, writePublished } from './write-published.ts'

interface DraftFlags {
  readonly repo: string
  readonly out: string
  readonly as?: DraftKind
  readonly link?: IssueName
  readonly target?: RepositoryName
  readonly fork: string
  readonly offline?: boolean
  readonly limit?: Limits
}

/** What signs nothing: of a draft that no App has made, nothing is found again. */
const noKey = 'a draft of the command line'
const nobody = { name: 'headwater[bot]', email: 'headwater[bot]@users.noreply.github.com' }

/** `headwater draft`: what `/upstream draft` would show, as files. */
export function addDraftCommand(program: Command, output: Output): void {
  program
    .command('draft')
    .summary('write what would be published upstream, as files')
    .description(
      'Writes the reproduction, the evidence and the text that would be published for a culprit; sends nothing (needs GITHUB_TOKEN to read what upstream knows).',
    )
    .argument('<profile>', 'a recording, plain, gzipped or zipped')
    .option('--repo <dir>', "the service's sources, for their lockfiles", '.')
    .requiredOption('--out <dir>', 'a folder that is new or empty')
    .addOption(new Option('--as <kind>', 'what to draft, where upstream leaves the choice').choices([...draftKinds]))
    .option(
      '--link <issue>',
      'the upstream issue that knows the trouble: OWNER/REPO#N',
      readWith(readIssueName, 'OWNER/REPO#N'),
    )
    .option(
      '--target <repository>',
      'where the contribution goes: OWNER/REPO',
      readWith(readRepositoryName, 'OWNER/REPO'),
    )
    .option('--fork <account>', 'the account that the fork would be in', 'YOUR-ORGANISATION')
    .addOption(limitOption())
    .option('--offline', 'ask no package index; GitHub is asked')
    .action(async (path: string, flags: DraftFlags) => {
      await checkOutFolder(flags.out)
      const drafted = await draft(path, flags)
      if ('what' in drafted) {
        output.print(refusalText(drafted))
        output.answer(1)
        return
      }
      const files = await writePublished(flags.out, drafted)
      const hash = hashPublished(drafted).slice(0, shownDigits)
      output.print(
        `A draft (${drafted.kind}) with the hash ${hash}, in ${flags.out}:\n${files.map((file) => `  ${file}\n`).join('')}`,
      )
    })
}

function readWith<Name>(read: (text: string) => Name | null, accepted: string) {
  return (text: string): Name => {
    const name = read(text)
    if (name === null) throw new HeadwaterError('usage', `${JSON.stringify(text.slice(0, 100))}; accepted: ${accepted}`)
    return name
  }
}

async function draft(path: string, { repo, as, link, target, fork, limit, offline = false }: DraftFlags) {
  const access = readGitHubAccess(process.env, 'draft')
  const github = await signIn(access)
  const configuration = await readServiceConfiguration(repo)
  const recordings = await readRecordings([path], repo, { limits: limit })
  const { result } = await diagnoseWithSources(recordings, {}, repo, offline)
  const { findings } = await lookUpUpstream(result, {
    folder: repo,
    offline,
    access,
    link: link ?? null,
    target: target ?? null,
  })
  const { culprit, owned } = culpritOf(result, configuration)
  const knowledge = findings ?? { repository: null, related: [], fix: null, notes: [] }
  const known = knowledge.repository?.github
  const name = target ?? (known ? { owner: known.owner, repo: known.name } : null)
  const upstream = name && (await describeRepository(github, name))
  const rules = upstream === null ? noRules : await readHouseRules(github, upstream, upstream.defaultBranch)
  const plan = planContribution({ culprit, knowledge, rules, target: target ?? null, asked: as ?? null })
  if (plan.answer === 'refused') return plan
  const { diagnosis, measures } = result
  const accused = diagnosis.culprit
  const evidence =
    accused &&
    (await drawEvidence(owned, { culprit: accused.owner, metric: measures.metric, redact: configuration.redact }))
  if (accused === null || culprit === null || evidence === null) return nothingToShow
  return composePublished({
    plan,
    origin: { repositoryId: 0, incident: 0 },
    culprit,
    directory: target === undefined ? (knowledge.repository?.directory ?? null) : null,
    shape: diagnosis.shape,
    confidence: diagnosis.confidence,
    share: accused.share,
    evidence,
    names: collectPublishedNames(owned, configuration.redact),
    rules,
    fork: { owner: fork, repo: plan.upstream.repo },
    author: nobody,
    webOrigin: webOriginOf(access.apiUrl),
    markerKey: noKey,
  })
}

/** The culprit, and the profile with what the configuration calls own and private. */
function culpritOf({ diagnosis, measures }: Result, configuration: Configuration) {
  const graph = hideRedacted(markPackages(measures.owned.graph, configuration), configuration.redact)
  const owned = { ...measures.owned, graph }
  const index = diagnosis.culprit === null ? null : (owned.owners[diagnosis.culprit.owner]?.package ?? null)
  return { owned, culprit: index === null ? null : (owned.graph.packages[index] ?? null) }
}

const nothingToShow: RefusedPlan = {
  answer: 'refused',
  what: 'the profile has no frame of the culprit that could be shown',
  next: [],
  commands: [],
}

function refusalText({ what, next }: RefusedPlan): string {
  return [`Nothing is drafted: ${what}.`, ...next.map((text) => `- ${text}`), ''].join('\n')
}
