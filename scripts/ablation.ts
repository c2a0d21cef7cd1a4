/*
 * What each step of the diagnosis adds: scores a folder of incidents with known causes with one step after the other taken in, and prints
 * the table of docs/ablation.md.
 *
 *   npm run ablation [FOLDER...]      folders of incidents, as test/incidents
 *
 * Every recording is judged by itself, an incident counts as the mean of its recordings.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diagnoseWithSources, readRecordings } from '../src/cli/index.ts'
import { diagnoseRecordings, findCarriers, measureOwners, type Recording } from '../src/diagnosis/index.ts'
import { HeadwaterError } from '../src/errors.ts'
import type { OwnedProfile } from '../src/ownership/index.ts'
import { pickMetric } from '../src/profile/index.ts'

/** What a step answers: a purl, or a verdict without one. */
type Answer = string
type Step = (recording: Recording, service: string) => Answer | Promise<Answer>

const steps: Readonly<Record<string, Step>> = {
  'the package of the top self frame': ({ owned }) => mostOf(owned, 'self', false),
  '+ charging what others were asked for': ({ owned }) => mostOf(owned, 'charged', false),
  '+ carriers set aside': ({ owned }) => mostOf(owned, 'charged', true),
  '+ shapes, with their rules': ({ name, owned }) => diagnosed({ name, owned: withoutMentions(owned) }),
  '+ mentions': (recording) => diagnosed(recording),
  '+ the search for expressions': async (recording, service) => {
    const { result } = await diagnoseWithSources([recording], {}, service, false)
    return result.diagnosis.culprit?.purl ?? result.diagnosis.verdict
  },
}

const folders = process.argv.slice(2)
const incidents = (folders.length > 0 ? folders : ['test/incidents']).flatMap(listIncidents)
const scores = new Map(Object.keys(steps).map((step) => [step, 0]))
const changed = new Map(Object.keys(steps).map((step) => [step, [] as string[]]))
for (const folder of incidents) {
  const accepted = readTruth(folder)
  const service = join(folder, 'service')
  const right = new Map<string, number>()
  const files = readdirSync(folder).filter((file) => file.startsWith('profile.'))
  for (const file of files) {
    const [recording] = await readRecordings([join(folder, file)], service).catch(unread)
    for (const [step, answer] of Object.entries(steps)) {
      const said = recording ? await answer(recording, service) : ''
      if (accepted(said, file)) right.set(step, (right.get(step) ?? 0) + 1 / files.length)
    }
  }
  let before = 0
  for (const step of Object.keys(steps)) {
    const now = right.get(step) ?? 0
    scores.set(step, (scores.get(step) ?? 0) + now)
    if (now > before) changed.get(step)?.push(folder.split('/').at(-1) ?? folder)
    before = now
  }
}
console.log(`| step | right, of ${incidents.length} | gained here |\n|---|---|---|`)
for (const [step, score] of scores) console.log(`| ${step} | ${score.toFixed(1)} | ${changed.get(step)?.join(', ')} |`)

function listIncidents(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'expected.json')))
}

function readTruth(folder: string): (answer: Answer, file: string) => boolean {
  const truth = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  const purls = [truth.culprit?.purl, ...(truth.acceptable ?? [])].filter(Boolean)
  const verdicts = [truth.verdict, ...(truth.acceptableVerdicts ?? [])].filter((verdict) => verdict !== 'dependency')
  return (answer, file) =>
    purls.includes(answer) ||
    verdicts.includes(answer) ||
    (answer === 'inconclusive' && truth.recordings?.[file]?.acceptInconclusive === true)
}

/** The own code or the package with the most of one kind of share. */
function mostOf(owned: OwnedProfile, share: 'self' | 'charged', setAside: boolean): Answer {
  const carriers = setAside ? findCarriers(owned) : new Map()
  let most: Answer = 'inconclusive'
  let largest = 0
  for (const [index, shares] of measureOwners(owned, pickMetric(owned.profile)).owners.entries()) {
    const owner = owned.owners[index]
    if (!owner || !['own', 'dependency', 'native'].includes(owner.kind) || carriers.has(index)) continue
    if (shares[share] <= largest) continue
    largest = shares[share]
    most = owner.kind === 'own' ? 'own-code' : owner.name
  }
  return most
}

function withoutMentions(owned: OwnedProfile): OwnedProfile {
  return { ...owned, frames: owned.frames.map((frame) => ({ ...frame, mentions: [] })) }
}

function diagnosed(recording: Recording): Answer {
  const { diagnosis } = diagnoseRecordings([recording])
  return diagnosis.culprit?.purl ?? diagnosis.verdict
}

function unread(error: unknown): Recording[] {
  if (error instanceof HeadwaterError) return []
  throw error
}
