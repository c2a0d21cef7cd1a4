import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { diagnoseRecordings, type Recording, type Result } from '../diagnosis/index.ts'
import { HeadwaterError } from '../errors.ts'
import {
  diffFlamegraphs,
  type FlamegraphLayout,
  type Highlight,
  layoutFlamegraph,
  renderHtml,
  renderPng,
  renderSvg,
} from '../flamegraph/index.ts'
import type { Limits } from '../profile/index.ts'
import { limitOption } from './limit-option.ts'
import type { Output } from './output.ts'
import { type ReadOptions, readRecordings } from './read-recordings.ts'

interface FlamegraphFlags {
  readonly diff?: string
  readonly out: string
  readonly repo: string
  readonly title?: string
  readonly dark?: boolean
  readonly limit?: Limits
}

/** `headwater flamegraph`: a picture in which every frame has its owner's colour. */
export function addFlamegraphCommand(program: Command, output: Output): void {
  program
    .command('flamegraph')
    .summary('draw a flamegraph coloured by owner')
    .description(
      'Draws a flamegraph whose frames are coloured by owner, with the culprit marked; of two profiles, their difference.',
    )
    .argument('<profile>', 'a recording, plain, gzipped or zipped')
    .option('--diff <other>', 'an earlier recording; the picture shows what changed since')
    .option('--out <file>', 'a .svg, .html or .png file', 'flamegraph.svg')
    .option('--repo <dir>', "the service's sources, for their lockfiles", '.')
    .addOption(limitOption())
    .option('--title <text>', 'the heading')
    .option('--dark', 'a dark .png (the others follow the reader)')
    .action(async (path: string, flags: FlamegraphFlags) => {
      const render = rendererFor(flags.out, flags.dark === true)
      const options = { warn: output.warn, limits: flags.limit }
      const recording = await readLead(path, flags.repo, options)
      const earlier = flags.diff === undefined ? null : await readLead(flags.diff, flags.repo, options)
      const content = await render(draw(recording, earlier, flags.title ?? path))
      await writeFile(flags.out, content).catch((cause) => {
        throw new HeadwaterError(
          'file-unreadable',
          `${flags.out}: cannot be written; --out takes a file in a writable folder`,
          { cause },
        )
      })
      output.warn(
        `wrote ${flags.out} (${content.length.toLocaleString('en')} ${typeof content === 'string' ? 'characters' : 'bytes'})`,
      )
    })
}

/** The part of a diagnosis that the picture shows. */
export function highlightOf({ diagnosis, measures }: Result, title: string): Highlight {
  return {
    culprit: diagnosis.culprit?.owner ?? null,
    carriers: new Set(diagnosis.carriers.map((carrier) => carrier.owner)),
    metric: measures.metric,
    title,
  }
}

/** The recording at a path; of an archive of several, the one with the most evidence. */
async function readLead(path: string, folder: string, options: ReadOptions): Promise<Recording> {
  const recordings = await readRecordings([path], folder, options)
  const [only] = recordings
  return recordings.length === 1 && only ? only : (recordings[diagnoseRecordings(recordings).lead] as Recording)
}

function draw(recording: Recording, earlier: Recording | null, title: string): FlamegraphLayout {
  const highlight = highlightOf(diagnoseRecordings([recording]), title)
  return earlier
    ? diffFlamegraphs(earlier.owned, recording.owned, highlight)
    : layoutFlamegraph(recording.owned, highlight)
}

function rendererFor(file: string, dark: boolean): (layout: FlamegraphLayout) => Promise<string | Uint8Array> {
  switch (extname(file).toLowerCase()) {
    case '.svg':
      return async (layout) => renderSvg(layout)
    case '.html':
      return async (layout) => renderHtml(layout)
    case '.png':
      return (layout) => renderPng(layout, dark ? 'dark' : 'light')
    default:
      throw new HeadwaterError(
        'usage',
        `--out ${file}: is no picture's name; accepted: a file that ends in .svg, .html or .png`,
      )
  }
}
