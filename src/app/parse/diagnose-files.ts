import {
  collectPublishedNames,
  foldForPublic,
  hideRedacted,
  type PublishedNames,
  redactPublicName,
} from '../../contribution/index.ts'
import {
  diagnoseRecordings,
  neededPackages,
  packageSources,
  type Recording,
  type Result,
} from '../../diagnosis/index.ts'
import { HeadwaterError } from '../../errors.ts'
import { layoutFlamegraph, renderPng, renderSvg } from '../../flamegraph/index.ts'
import { profileFile } from '../../intake/index.ts'
import {
  chooseLockfiles,
  type DependencyGraph,
  markPackages,
  mayHoldSourceMap,
  ownProfile,
  placeInSources,
  readDependencyGraph,
} from '../../ownership/index.ts'
import { measureMetric, type Profile, pickMetric, readProfile } from '../../profile/index.ts'
import { listNotes, makeDocument } from '../../report/index.ts'
import { collectHotFiles, collectHotSymbols } from '../../upstream/index.ts'
import { compareWith } from './compare-with.ts'
import { drawPublished } from './draw-published.ts'
import { readBeside } from './read-beside.ts'
import type { Diagnosed, ParseAnswer, ParseRequest, Picture } from './types.ts'

type Line = ParseAnswer['profiles'][number]

/**
 * The whole way from files to a diagnosis, in this process. A profile that cannot be read, or is of another run, is told so and
 * left out.
 */
export async function diagnoseFiles(request: ParseRequest): Promise<ParseAnswer> {
  const graph = readGraph(request)
  const lines: Line[] = []
  const profiles = new Map<number, Profile>()
  const maps = [...request.service, ...(await readBeside(request.profiles))]
  for (const [index, { name, file, error }] of request.profiles.entries()) {
    const isBeside = file !== null && mayHoldSourceMap(name)
    const read = isBeside ? besideProfile : file === null ? failed(error ?? '') : await readOne(name, file)
    lines.push(read.line)
    if (read.profile !== null) profiles.set(index, placeInSources(read.profile, maps))
  }
  if (typeof graph === 'string') return { profiles: lines, diagnosed: null, trouble: graph }
  const chosen = chooseLockfiles(graph, [...profiles.values()])
  const recordings = new Map<number, Recording>()
  for (const [index, profile] of profiles) {
    recordings.set(index, { name: request.profiles[index]?.name ?? '', owned: ownProfile(profile, chosen) })
  }
  for (const [index, error] of findUnlike(recordings)) {
    recordings.delete(index)
    lines[index] = { ...(lines[index] as Line), error }
  }
  if (recordings.size === 0) return { profiles: lines, diagnosed: null, trouble: null }
  return { profiles: lines, diagnosed: await diagnose([...recordings.values()], request), trouble: null }
}

/** The packages, or one line that says what is wrong with the service's files. */
function readGraph({ service, patterns, redact }: ParseRequest): DependencyGraph | string {
  try {
    return hideRedacted(markPackages(readDependencyGraph(service), patterns), redact)
  } catch (error) {
    return messageOf(error)
  }
}

async function readOne(name: string, file: string): Promise<{ line: Line; profile: Profile | null }> {
  try {
    const { open } = await profileFile(file)
    const profile = await readProfile({ name, open })
    const { samples } = measureMetric(profile, pickMetric(profile))
    return { line: { format: profile.format, samples, error: null }, profile }
  } catch (error) {
    return failed(messageOf(error))
  }
}

/** A script or a source map. */
const besideProfile = { line: { format: 'source map', samples: null, error: null }, profile: null }

function failed(error: string): { line: Line; profile: null } {
  return { line: { format: null, samples: null, error }, profile: null }
}

function messageOf(error: unknown): string {
  if (error instanceof HeadwaterError) return error.message
  throw error
}

/** The recordings that are of another run than the leading one, each with one line that says so. */
function findUnlike(recordings: ReadonlyMap<number, Recording>): Map<number, string> {
  const unlike = new Map<number, string>()
  const all = [...recordings.values()]
  if (tryDiagnose(all) === null) return unlike
  const lead = findLead(all)
  for (const [index, recording] of recordings) {
    const error = recording === lead ? null : tryDiagnose([lead, recording])
    if (error !== null) unlike.set(index, error)
  }
  return unlike
}

function tryDiagnose(recordings: readonly Recording[]): string | null {
  if (recordings.length < 2) return null
  try {
    diagnoseRecordings(recordings)
    return null
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'profile-unlike') return error.message
    throw error
  }
}

/** The recording that leads any diagnosis it is part of. */
function findLead(recordings: readonly Recording[]): Recording {
  const evidence = recordings.map((recording) => {
    const { measures } = diagnoseRecordings([recording])
    return measures.samples * (1 - measures.unknown)
  })
  return recordings[evidence.indexOf(Math.max(...evidence))] as Recording
}

async function diagnose(recordings: readonly Recording[], request: ParseRequest): Promise<Diagnosed> {
  const { graph } = (recordings[0] as Recording).owned
  const gathered = new Map((request.sources ?? []).map(({ purl, files }) => [purl, files]))
  const result = diagnoseRecordings(recordings, { sources: packageSources(gathered, graph) })
  const { diagnosis, measures } = result
  const { owned } = measures
  const published = collectPublishedNames(owned, request.redact)
  const names = request.isPublic ? published : null
  return {
    diagnosis,
    document: makeDocument(diagnosis, measures),
    notes: listNotes(measures, names !== null),
    graph,
    culpritPackage: diagnosis.culprit === null ? null : (owned.owners[diagnosis.culprit.owner]?.package ?? null),
    neededPackages: neededPackages(diagnosis, graph),
    hotSymbols: collectHotSymbols(measures, redactPublicName(published)),
    hotFiles: collectHotFiles(measures),
    names,
    picture: request.pictureTitle === null ? null : await draw(result, request.pictureTitle, names),
    evidence: request.evidence ? await drawPublished(result, request.evidence, request.redact) : null,
    comparison: request.newer ? await compareWith(result, request.newer, request) : null,
  }
}

/** @param names what may be named, where everybody may see the picture. Null where this machine cannot draw: the report stands without. */
async function draw(
  { diagnosis, measures }: Result,
  title: string,
  names: PublishedNames | null,
): Promise<Picture | null> {
  const marked = {
    culprit: diagnosis.culprit?.owner ?? null,
    carriers: new Set(diagnosis.carriers.map((carrier) => carrier.owner)),
    metric: measures.metric,
  }
  const { owned, ...highlight } =
    names === null ? { owned: measures.owned, ...marked } : foldForPublic(measures.owned, marked, names)
  const layout = layoutFlamegraph(owned, { ...highlight, title })
  try {
    return { svg: renderSvg(layout), png: Buffer.from(await renderPng(layout)).toString('base64') }
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'runtime-missing') return null
    throw error
  }
}
