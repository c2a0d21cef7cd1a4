/*
 * Draws the frames of test/ownership/labelled-frames.json from a folder of recorded incidents, stratified by language and by the kind
 * of owner that Headwater gives them, so that rare kinds are measured too. Labels are written by hand, into the drawn file.
 *
 *   node scripts/draw-labelled-frames.ts FOLDER_OF_INCIDENTS > drawn.json
 */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readRecordings } from '../src/cli/index.ts'
import type { OwnedProfile } from '../src/ownership/index.ts'
import type { Frame } from '../src/profile/index.ts'
import { randomFrom } from '../test/random-from.ts'

const seed = 20_261_124
const wanted = 400

interface Candidate {
  readonly incident: string
  readonly stratum: string
  readonly frame: Frame
  /** Purls of the frame's owner and mentions. */
  readonly purls: readonly string[]
}

const [folder = '.'] = process.argv.slice(2)
const candidates = new Map<string, Candidate>()
const owned = new Map<string, OwnedProfile>()
for (const incident of (await readdir(folder)).sort()) {
  const expected = await readFile(join(folder, incident, 'expected.json'), 'utf8').catch(() => null)
  if (expected === null) continue
  const { language, ecosystem } = JSON.parse(expected)
  for (const name of (await readdir(join(folder, incident))).sort()) {
    if (!name.startsWith('profile.')) continue
    await collect(incident, language ?? ecosystem, join(folder, incident, name), join(folder, incident, 'service'))
  }
}
const drawn = draw([...candidates.values()])
const incidents = [...new Set(drawn.map(({ incident }) => incident))].map((incident) => ({
  incident,
  packages: neededPackages(incident, drawn),
  frames: drawn.filter((one) => one.incident === incident).map(({ frame }) => ({ ...stated(frame), label: '' })),
}))
process.stdout.write(`${JSON.stringify({ seed, incidents }, null, 1)}\n`)

async function collect(incident: string, language: string, file: string, service: string): Promise<void> {
  const recordings = await readRecordings([file], service).catch(() => [])
  for (const recording of recordings) {
    owned.set(incident, recording.owned)
    recording.owned.frames.forEach((one, at) => {
      const frame = recording.owned.profile.frames[at]
      const owner = recording.owned.owners[one.owner]
      // What only its callers tell to be the kernel's is no matter of a frame alone.
      if (frame === undefined || owner === undefined || one.reason.startsWith('stands only where')) return
      const key = JSON.stringify([incident, frame.name, frame.file, frame.object])
      const mentioned = one.mentions.map(({ package: index }) => recording.owned.graph.packages[index]?.purl ?? '')
      candidates.set(key, { incident, stratum: `${language} ${owner.kind}`, frame, purls: [owner.name, ...mentioned] })
    })
  }
}

/** Takes from every stratum in turn until there are enough. */
function draw(all: readonly Candidate[]): Candidate[] {
  const random = randomFrom(seed)
  const strata = new Map<string, Candidate[]>()
  for (const one of all) strata.set(one.stratum, [...(strata.get(one.stratum) ?? []), one])
  const taken: Candidate[] = []
  while (taken.length < Math.min(wanted, all.length)) {
    for (const stratum of [...strata.keys()].sort()) {
      const left = strata.get(stratum) ?? []
      const [one] = left.splice(Math.floor(random() * left.length), 1)
      if (one !== undefined && taken.length < wanted) taken.push(one)
    }
  }
  const keyOf = ({ incident, frame }: Candidate) =>
    `${incident} ${frame.object ?? ''} ${frame.file ?? ''} ${frame.name}`
  return taken.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** Own packages, owners, mentions, their other versions, and what any of them asks for among these. */
function neededPackages(incident: string, all: readonly Candidate[]): object[] {
  const packages = owned.get(incident)?.graph.packages ?? []
  const purls = new Set(all.filter((one) => one.incident === incident).flatMap((one) => one.purls))
  const names = new Set(
    packages.filter(({ purl }) => purls.has(purl)).map(({ ecosystem, name }) => `${ecosystem} ${name}`),
  )
  const needed = packages.filter(({ own, ecosystem, name }) => own || names.has(`${ecosystem} ${name}`))
  const isNeeded = new Set(needed)
  return needed.map(({ purl, ecosystem, name, own, lockfile, libraryNames, installPaths, dependencies }) => ({
    purl,
    ecosystem,
    name,
    ...(own ? { own } : {}),
    lockfile,
    libraryNames,
    ...(installPaths.length > 0 ? { installPaths } : {}),
    asks: dependencies.flatMap((at) => {
      const asked = packages[at]
      return asked !== undefined && isNeeded.has(asked) ? [asked.purl] : []
    }),
  }))
}

/** What is not null. */
function stated({ name, file, object, kind, inlined }: Frame): object {
  return {
    name,
    ...(file === null ? {} : { file }),
    ...(object === null ? {} : { object }),
    ...(kind === null ? {} : { kind }),
    ...(inlined ? { inlined } : {}),
  }
}
