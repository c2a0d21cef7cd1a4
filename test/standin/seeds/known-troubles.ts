/**
 * Public troubles whose cure is known, each with its repository as it stands today: the thread that tells of it, the change, the
 * releases before and after, and around them ten threads that a search finds as well. The numbers, versions and ways of the fix are
 * those of the originals; the texts are our own.
 */
import type { Seed } from '../seed.ts'
import type { ThreadSeed } from '../threads/thread-seed.ts'

type Commit = NonNullable<NonNullable<Seed['repositories']>[number]['commits']>[number]

/** One trouble. */
export interface KnownTrouble {
  /** Where the package is developed, and where its issues are kept. */
  readonly repository: string
  readonly tracker?: string
  /** The manifest that bears its name, by path. */
  readonly manifest: Readonly<Record<string, string>>
  readonly tag: (version: string) => string
  /** In which it came to light, 2024 unless told. */
  readonly year?: number
  /** Releases with the day of that year on which they came; the fix is of day 100. */
  readonly releases: readonly (readonly [version: string, day: number, branch?: string])[]
  readonly known: Omit<ThreadSeed, 'repository' | 'createdAt' | 'closedAt'>
  /** The pull request; a commit alone where the project takes its changes in elsewhere. */
  readonly cure:
    | { readonly pull: number; readonly title: string; readonly body?: string }
    | { readonly commit: string }
    | null
  /** Commits that carry it to other branches. */
  readonly carried?: readonly { readonly branch: string; readonly message: string; readonly day: number }[]
  /** For the threads around: the hot function, another part of the project, and another trouble of this kind there. */
  readonly symbol: string
  readonly elsewhere: string
  readonly alike: string
}

/** All of them in one seed; troubles of one project share its repositories. */
export function knownTroubles(troubles: readonly KnownTrouble[]): Seed {
  const names = [
    ...new Set(troubles.flatMap(({ repository, tracker }) => (tracker ? [repository, tracker] : [repository]))),
  ]
  return {
    organizations: [...new Set(names.map((name) => name.split('/')[0] ?? ''))].map((login) => ({ login })),
    repositories: names.map((name) => ({
      name,
      commits: commitsOf(troubles.filter(({ repository }) => repository === name)),
    })),
    threads: troubles.flatMap((trouble, index) => [
      knownThread(trouble),
      ...pullOf(trouble),
      ...threadsAround(trouble, index),
    ]),
  }
}

function commitsOf(troubles: readonly KnownTrouble[]): Commit[] {
  if (troubles.length === 0) return [{ message: 'Begin', date: dayOf({}, 1), files: { 'README.md': 'Issues only.' } }]
  return troubles.flatMap(historyOf).sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1))
}

/** A day of a trouble's year, in ISO. */
function dayOf({ year = 2024 }: Pick<KnownTrouble, 'year'>, number: number): string {
  return new Date(Date.UTC(year, 0, number, 9)).toISOString().replace('.000', '')
}

function knownThread(trouble: KnownTrouble): ThreadSeed {
  const { repository, tracker = repository, known } = trouble
  const isOver = known.state === 'closed' || known.state === 'merged'
  return { ...known, repository: tracker, createdAt: dayOf(trouble, 95), closedAt: isOver ? dayOf(trouble, 100) : null }
}

function historyOf(trouble: KnownTrouble): Commit[] {
  const { manifest, tag, releases, cure, carried = [], known } = trouble
  const day = (number: number) => dayOf(trouble, number)
  const fix: Commit[] =
    cure === null
      ? []
      : [
          {
            message: 'pull' in cure ? `${cure.title} (#${cure.pull})` : cure.commit,
            date: day(100),
            files: { [`src/${known.number}.txt`]: 'mended' },
            ...('pull' in cure ? { merges: cure.pull } : {}),
          },
        ]
  const begin: Commit = { message: 'Begin', date: day(1), files: manifest }
  const others = [
    ...releases.map(([version, at, branch]) => ({
      at,
      commit: {
        message: `Release ${version}`,
        date: day(at),
        tag: tag(version),
        files: { version },
        ...onBranch(branch),
      },
    })),
    ...carried.map(({ branch, message, day: at }) => ({
      at,
      commit: { message, date: day(at), branch, files: { 'src/carried.txt': message } },
    })),
  ].sort((a, b) => a.at - b.at)
  const before = others.filter(({ at }) => at < 100).map(({ commit }) => commit)
  return [begin, ...before, ...fix, ...others.filter(({ at }) => at >= 100).map(({ commit }) => commit)]
}

function onBranch(branch: string | undefined): { branch?: string } {
  return branch === undefined ? {} : { branch }
}

function pullOf(trouble: KnownTrouble): ThreadSeed[] {
  const { repository, tracker = repository, known, cure } = trouble
  if (cure === null || !('pull' in cure) || cure.pull === known.number) return []
  const { pull: number, title } = cure
  return [
    {
      repository,
      number,
      kind: 'pull-request',
      title,
      body: cure.body ?? `Fixes ${tracker === repository ? '' : tracker}#${known.number}.`,
      state: 'merged',
      createdAt: dayOf(trouble, 97),
      closedAt: dayOf(trouble, 100),
    },
  ]
}

/** Ten threads that share the symptom or the symbol, but not the trouble. Their numbers lie beyond those of the originals. */
function threadsAround(trouble: KnownTrouble, place: number): ThreadSeed[] {
  const { tracker: repository = trouble.repository, known, symbol, elsewhere, alike } = trouble
  const day = (number: number) => dayOf(trouble, number)
  const closed = { state: 'closed' as const, closedAt: day(60) }
  const around: readonly (Omit<ThreadSeed, 'repository' | 'number' | 'createdAt'> & { readonly on: number })[] = [
    {
      on: 98,
      title: `${known.title}, seen here as well`,
      body: 'The same on our machines.',
      ...closed,
      closedAt: day(99),
      stateReason: 'DUPLICATE',
      duplicateOf: `${repository}#${known.number}`,
      comments: [{ body: `Duplicate of #${known.number}.` }],
    },
    { on: 40, title: `${elsewhere}: ${alike}`, body: `Only in ${elsewhere}.`, ...closed, stateReason: 'COMPLETED' },
    {
      on: 70,
      title: `\`${symbol}\` reports the wrong error`,
      body: `\`${symbol}\` says that the peer is gone, when it timed out.`,
    },
    { on: 20, title: `Explain what \`${symbol}\` promises`, body: 'The documentation leaves it open.' },
    {
      on: 30,
      title: 'A setting for the largest number of connections',
      body: 'So far it is fixed.',
      labels: ['enhancement'],
    },
    { on: 50, title: 'Memory is kept after a burst of requests', body: 'It is given back after minutes only.' },
    { on: 55, title: 'The build fails with the newest compiler', body: 'A warning became an error.', ...closed },
    {
      on: 80,
      title: `${elsewhere}: tests are slow`,
      body: 'They take ten minutes.',
      ...closed,
      stateReason: 'NOT_PLANNED',
    },
    { on: 90, title: 'Update the build image', body: '', kind: 'pull-request', state: 'merged', closedAt: day(91) },
    { on: 110, title: `Copy less in \`${symbol}\``, body: 'Some percent could be saved.', labels: ['performance'] },
  ]
  return around.map(({ on, ...thread }, index) => ({
    ...thread,
    repository,
    number: 90_001 + 100 * place + index,
    createdAt: day(on),
  }))
}
