import type { Command } from 'commander'
import { makeDocument, printDocument, renderReport, terminalFlavour } from '../report/index.ts'
import { diagnoseWithSources } from './diagnose-with-sources.ts'
import { lookUpUpstream } from './look-up-upstream.ts'
import type { Output } from './output.ts'
import { readRecordings } from './read-recordings.ts'

interface DiagnoseFlags {
  readonly repo: string
  readonly metric?: string
  readonly json?: boolean
  readonly offline?: boolean
}

/** `headwater diagnose`: profiles and lockfiles in, the culprit out. */
export function addDiagnoseCommand(program: Command, output: Output): void {
  program
    .command('diagnose')
    .summary('name the culprit of CPU profiles')
    .description(
      'Names the one dependency behind CPU profiles, or says that it is our own code, or that they cannot tell.',
    )
    .argument('<profile...>', 'recordings of one run, plain or gzipped; the content decides on the format')
    .option('--repo <dir>', "the service's sources, for their lockfiles", '.')
    .option('--metric <name>', 'which of several metrics to look at, as perf or pprof names it')
    .option('--json', 'print the diagnosis as one JSON object (docs/diagnosis.schema.json)')
    .option('--offline', 'ask no package index, neither for the upstream repository nor for the code of packages')
    .action(async (paths: string[], flags: DiagnoseFlags) => {
      const recordings = await readRecordings(paths, flags.repo)
      const options = flags.metric === undefined ? {} : { metric: flags.metric }
      const offline = flags.offline === true
      const sourced = await diagnoseWithSources(recordings, options, flags.repo, offline)
      const { result } = sourced
      const upstream = await lookUpUpstream(result, flags.repo, offline)
      const { diagnosis, measures, lead } = result
      const document = makeDocument(diagnosis, measures, upstream.facts)
      const notes = recordings[lead]?.owned.profile.notes.map((note) => note.text) ?? []
      output.print(
        flags.json
          ? printDocument(document)
          : renderReport(
              { document, diagnosis, notes: [...notes, ...sourced.notes, ...upstream.notes] },
              terminalFlavour(output.colour),
            ),
      )
    })
}
