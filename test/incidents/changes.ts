import { Readable } from 'node:stream'
import { type Diagnosis, diagnoseRecordings, type Recording } from '../../src/diagnosis/index.ts'
import { readServiceFolder } from '../../src/intake/index.ts'
import {
  chooseLockfiles,
  isServiceFile,
  type OwnedProfile,
  ownProfile,
  readDependencyGraph,
} from '../../src/ownership/index.ts'
import { type Profile, readProfile } from '../../src/profile/index.ts'
import { folded, halved, shuffled, tenfold } from './change-profile.ts'
import { renameOwn } from './rename-own.ts'

/** Something that is done to a recording and must not change the answer. */
export interface Change {
  /** Ends 'answers the same …'. */
  readonly name: string
  /** Evidence is lost, so that `inconclusive` may be the answer as well. */
  readonly loses: boolean
  /**
   * @param service the folder of the service's sources
   * @returns null where no sample is left
   */
  readonly apply: (owned: OwnedProfile, service: string) => OwnedProfile | Promise<OwnedProfile | null>
}

export const changes: readonly Change[] = [
  {
    name: 'when its samples come in another order',
    loses: false,
    apply: ({ profile, graph }) => ownProfile(shuffled(profile, 1), graph),
  },
  {
    name: 'when each sample weighs ten times as much',
    loses: false,
    apply: ({ profile, graph }) => ownProfile(tenfold(profile), graph),
  },
  { name: 'when the own packages have other names', loses: false, apply: withOtherNames },
  ...[1, 2, 3].map((seed) => ({
    name: `or cannot tell, with a random half of its samples (${seed})`,
    loses: true,
    apply: ({ profile, graph }: OwnedProfile) => ownProfile(halved(profile, seed), graph),
  })),
  {
    name: 'or cannot tell, as folded text',
    loses: true,
    apply: async ({ profile, graph }) => {
      const text = folded(profile)
      return text === '' ? null : ownProfile(await readFolded(text), graph)
    },
  },
]

/** What no change may turn into another one. */
interface Answer {
  readonly verdict: string
  readonly culprit: string | null
}

const cannotTell: Answer = { verdict: 'inconclusive', culprit: null }

/** The answer of one recording, without a look into the code of packages; null stands for one without samples. */
export function answerOf(owned: OwnedProfile | null): Answer {
  if (owned === null) return cannotTell
  const recording: Recording = { name: 'changed', owned }
  const { verdict, culprit }: Diagnosis = diagnoseRecordings([recording]).diagnosis
  return { verdict, culprit: culprit?.purl ?? null }
}

/** The answers that are accepted of a changed recording. */
export function acceptedOf(before: Answer, { loses }: Change): Answer[] {
  return loses ? [before, cannotTell] : [before]
}

async function withOtherNames({ profile, graph }: OwnedProfile, service: string): Promise<OwnedProfile> {
  const renaming = renameOwn(graph.packages.filter(({ own }) => own))
  const files = renaming.files(await readServiceFolder(service, isServiceFile))
  const renamed = renaming.profile(profile)
  return ownProfile(renamed, chooseLockfiles(readDependencyGraph(files), [renamed]))
}

function readFolded(text: string): Promise<Profile> {
  const bytes = Buffer.from(text)
  return readProfile({ name: 'profile.folded', open: () => Readable.from([bytes]) })
}
