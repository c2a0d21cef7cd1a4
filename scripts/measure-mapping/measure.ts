import type { Package } from '../../src/ownership/index.ts'
import { findRepository } from '../../src/upstream/index.ts'
import { judged } from './judged.ts'
import type { Sample } from './read-samples.ts'

type Outcome = 'right' | 'unanswered' | 'wrong' | 'unjudged' | 'no truth'

const most = 0.005

/**
 * Prints, for each ecosystem, how many were mapped right, went unanswered, were mapped wrong; and each difference that nobody judged yet.
 *
 * @returns whether less than 0.5 % are wrong, and every difference is judged
 */
export async function measure(samples: readonly Sample[]): Promise<boolean> {
  const counts = new Map<string, Map<Outcome, number>>()
  for (const sample of samples) {
    const { outcome, line } = await judge(sample)
    if (line !== null) console.log(line)
    for (const key of [sample.ecosystem, 'all']) {
      const row = counts.get(key) ?? new Map<Outcome, number>()
      counts.set(key, row.set(outcome, (row.get(outcome) ?? 0) + 1))
    }
  }
  let isSound = true
  for (const [ecosystem, row] of counts) {
    const of = (outcome: Outcome): number => row.get(outcome) ?? 0
    const asked = of('right') + of('unanswered') + of('wrong') + of('unjudged')
    const share = (outcome: Outcome): string =>
      `${of(outcome)} ${outcome} (${((100 * of(outcome)) / asked).toFixed(1)} %)`
    console.log(`${ecosystem}: ${asked} with a truth: ${share('right')}, ${share('unanswered')}, ${share('wrong')}`)
    isSound &&= of('unjudged') === 0 && of('wrong') < most * asked
  }
  return isSound
}

async function judge(sample: Sample): Promise<{ outcome: Outcome; line: string | null }> {
  const truths = new Set(sample.stated.flatMap((address) => repositoryIn(address) ?? []))
  const { repository } = await findRepository(packageOf(sample), {
    installed: new Map([[purlOf(sample), sample.manifest]]),
    indexes: [],
    signal: AbortSignal.timeout(60_000),
  })
  const answer = repository === null ? null : (repositoryIn(repository.url) ?? repository.url)
  const known = judged.find(
    ({ name, ecosystem, says }) => name === sample.name && ecosystem === sample.ecosystem && says === answer,
  )
  if (known !== undefined) return { outcome: known.is, line: null }
  if (truths.size === 0) return { outcome: 'no truth', line: null }
  if (answer === null) return { outcome: 'unanswered', line: null }
  if (truths.has(answer)) return { outcome: 'right', line: null }
  const line = `${sample.ecosystem} ${sample.name} (${sample.debian}): metadata ${answer}, Debian ${[...truths].join(' and ')}`
  return { outcome: 'unjudged', line }
}

/** Read apart from the code that is measured: host, owner and name, in lower case. */
function repositoryIn(address: string): string | null {
  const found =
    /\b(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|salsa\.debian\.org)[/:]+([\w.-]+)\/([\w.-]+)/i.exec(
      address,
    )
  if (found === null) return null
  const [, host = '', owner = '', name = ''] = found
  return `${host}/${owner}/${name.replace(/\.git$|\.+$/, '')}`.toLowerCase()
}

function purlOf({ ecosystem, name }: Sample): string {
  return `pkg:${ecosystem}/${encodeURIComponent(name)}`
}

function packageOf(sample: Sample): Package {
  const { ecosystem, name } = sample
  return {
    purl: purlOf(sample),
    ecosystem,
    name,
    version: null,
    own: false,
    direct: true,
    visibility: 'public',
    repository: null,
    lockfile: 'lockfile',
    libraryNames: [name],
    installPaths: [],
    dependencies: [],
  }
}
