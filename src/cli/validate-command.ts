import { type Command, Option } from 'commander'
import { compareRuns, diagnoseRecordings, type Outcome, type Trigger } from '../diagnosis/index.ts'
import type { Limits } from '../profile/index.ts'
import { makeComparisonDocument, printDocument, renderComparison, terminalFlavour } from '../report/index.ts'
import { limitOption } from './limit-option.ts'
import type { Output } from './output.ts'
import { readRecordings } from './read-recordings.ts'

interface ValidateFlags {
  readonly trigger: Trigger
  readonly repo: string
  readonly repoAfter?: string
  readonly metric?: string
  readonly json?: boolean
  readonly limit?: Limits
}

/** `headwater validate`: whether the trouble of one recording is gone in another. */
export function addValidateCommand(program: Command, output: Output): void {
  program
    .command('validate')
    .summary('say whether a newer recording still shows the trouble')
    .description(
      'Compares a recording of the trouble with a newer one: by seconds on the CPU for each second, shape, and what own code got done.',
    )
    .argument('<before>', 'the recording of the trouble')
    .argument('<after>', 'the newer recording')
    .addOption(
      new Option('--trigger <answer>', 'whether what set the trouble off happened during the newer recording')
        .choices(['ran', 'absent', 'unknown'])
        .makeOptionMandatory(),
    )
    .option('--repo <dir>', "the service's sources, for their lockfiles", '.')
    .option('--repo-after <dir>', 'those that the newer recording was made with, so that versions can be told apart')
    .option('--metric <name>', 'which of several metrics to look at, as perf or pprof names it')
    .addOption(limitOption())
    .option('--json', 'print the comparison as one JSON object (docs/comparison.schema.json)')
    .action(async (before: string, after: string, flags: ValidateFlags) => {
      const options = flags.metric === undefined ? {} : { metric: flags.metric }
      const limits = { limits: flags.limit }
      const older = diagnoseRecordings(await readRecordings([before], flags.repo, limits), options)
      const newer = diagnoseRecordings(await readRecordings([after], flags.repoAfter ?? flags.repo, limits), options)
      const comparison = compareRuns(older, newer, {
        trigger: flags.trigger,
        versionsKnown: flags.repoAfter !== undefined,
      })
      output.print(
        flags.json
          ? printDocument(makeComparisonDocument(comparison, flags.trigger))
          : renderComparison(comparison, terminalFlavour(output.colour)),
      )
      const status = statusOf(comparison.outcome)
      if (status !== 0) output.answer(status)
    })
}

function statusOf(outcome: Outcome): 0 | 1 | 3 {
  switch (outcome) {
    case 'resolved':
      return 0
    case 'still-there':
      return 1
    case 'not-comparable':
      return 3
  }
}
