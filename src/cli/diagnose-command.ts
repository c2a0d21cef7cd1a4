import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { compareRuns, diagnoseRecordings } from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import type { Limits } from '../profile/index.ts'
import {
  listNotes,
  makeCompared,
  makeDocument,
  makeStarted,
  printDocument,
  renderChanges,
  renderReport,
  terminalFlavour,
} from '../report/index.ts'
import { diagnoseWithSources } from './diagnose-with-sources.ts'
import { type GitHubAccess, readGitHubAccess } from './github-access.ts'
import { limitOption } from './limit-option.ts'
import { lookUpStarted } from './look-up-started.ts'
import { lookUpUpstream } from './look-up-upstream.ts'
import type { Output } from './output.ts'
import { readRecordings } from './read-recordings.ts'

/** Of an issue, in bytes: GitHub takes 65,536 characters. */
const largestText = 1024 * 1024

interface DiagnoseFlags {
  readonly repo: string
  readonly metric?: string
  readonly incident?: string
  readonly compare?: string
  readonly json?: boolean
  readonly offline?: boolean
  readonly upstream?: boolean
  readonly limit?: Limits
}

/** `headwater diagnose`: profiles and lockfiles in, the culprit out. */
export function addDiagnoseCommand(program: Command, output: Output): void {
  program
    .command('diagnose')
    .summary('name the culprit of CPU profiles')
    .description(
      'Names the one dependency behind CPU profiles, or says that it is our own code, or that they cannot tell.',
    )
    .argument('<profile...>', 'recordings of one run, plain, gzipped or zipped; the content decides on the format')
    .option('--repo <dir>', "the service's sources, for their lockfiles", '.')
    .option('--metric <name>', 'which of several metrics to look at, as perf or pprof names it')
    .option(
      '--incident <file>',
      "the incident's text: when it began; where two packages are as likely, the one that it names comes first",
    )
    .option('--compare <other>', 'a recording of another run, a healthy one for instance: what it has of the trouble')
    .addOption(limitOption())
    .option('--upstream', 'ask GitHub what is known there: related issues, the fix, the upgrade (needs GITHUB_TOKEN)')
    .option('--json', 'print the diagnosis as one JSON object (docs/diagnosis.schema.json)')
    .option('--offline', 'ask no package index, neither for the upstream repository nor for the code of packages')
    .action(async (paths: string[], flags: DiagnoseFlags) => {
      const access = accessFor(flags)
      const recordings = await readRecordings(paths, flags.repo, { warn: output.warn, limits: flags.limit })
      const options = {
        ...(flags.metric === undefined ? {} : { metric: flags.metric }),
        ...(flags.incident === undefined ? {} : { incident: await readIncidentText(flags.incident) }),
      }
      const offline = flags.offline === true
      const sourced = await diagnoseWithSources(recordings, options, flags.repo, offline)
      const { result } = sourced
      const upstream = await lookUpUpstream(result, { folder: flags.repo, offline, access })
      const { diagnosis, measures } = result
      const started = await lookUpStarted(result, {
        folder: flags.repo,
        incident: options.incident ?? null,
        repository: upstream.findings?.repository ?? null,
        access,
      })
      const compared =
        flags.compare === undefined
          ? null
          : compareRuns(
              result,
              diagnoseRecordings(await readRecordings([flags.compare], flags.repo, { limits: flags.limit }), options),
              {
                trigger: 'unknown',
                versionsKnown: false,
              },
            )
      const document = {
        ...makeDocument(diagnosis, measures, upstream.facts),
        ...(started && { started: makeStarted(started) }),
        ...(compared && { compared: makeCompared(flags.compare ?? '', compared) }),
      }
      if (flags.json) {
        output.print(printDocument(document))
        return
      }
      const flavour = terminalFlavour(output.colour)
      output.print(
        renderReport(
          {
            document,
            diagnosis,
            upstream: upstream.findings,
            started,
            notes: [...listNotes(measures), ...sourced.notes, ...upstream.notes],
          },
          flavour,
        ),
      )
      if (compared) output.print(renderChanges(compared, flags.compare ?? '', flavour))
    })
}

/** @throws HeadwaterError `file-unreadable`, `too-large` */
async function readIncidentText(path: string): Promise<string> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new HeadwaterError('file-unreadable', `${path}: cannot be read; accepted is a text file`, { cause })
  })
  if (size > largestText) {
    throw new HeadwaterError('too-large', `${path}: ${size} bytes; a text of up to ${largestText} bytes is accepted`)
  }
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('file-unreadable', `${path}: cannot be read; accepted is a text file`, { cause })
  })
}

/** Told before anything is read: what is missing, or contradicts. */
function accessFor({ upstream, offline }: DiagnoseFlags): GitHubAccess | null {
  if (upstream !== true) return null
  if (offline !== true) return readGitHubAccess(process.env)
  throw new HeadwaterError('usage', '--upstream with --offline: they contradict each other; accepted: one of them')
}
