// deps.dev, which reads the indexes of seven ecosystems and the attestations of their packages: GetPackage for the newest
// version, then GetVersion, of API v3. Specified by https://docs.deps.dev/api/v3/ and api/v3/api.proto of
// https://github.com/google/deps.dev.

import { z } from 'zod'
import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { readJsonAnswer } from './read-json-answer.ts'
import type { PackageIndexClient, StatedRepository } from './types.ts'

const name = 'deps.dev'
const base = 'https://api.deps.dev/v3'

/** Its names of systems, by type of package URL. */
const systems: ReadonlyMap<string, string> = new Map([
  ['cargo', 'cargo'],
  ['gem', 'rubygems'],
  ['golang', 'go'],
  ['maven', 'maven'],
  ['npm', 'npm'],
  ['nuget', 'nuget'],
  ['pypi', 'pypi'],
])

const text = z.string().max(2048)
const packageAnswer = z.object({
  versions: z.array(z.object({ versionKey: z.object({ version: text }), isDefault: z.boolean().default(false) })),
})
const versionAnswer = z.object({
  links: z.array(z.object({ label: text, url: text })).default([]),
  relatedProjects: z
    .array(
      z.object({
        projectKey: z.object({ id: text }),
        relationProvenance: text.default(''),
        relationType: text.default(''),
      }),
    )
    .default([]),
})

/** Provenances that are more than the package's own metadata, in which anybody can write anything. */
const proven = /^GO_ORIGIN$|_ATTESTATION$/

/** @param deadlineMs for each look-up, of two requests */
export function createDepsDevIndex(deadlineMs = 5_000): PackageIndexClient {
  return {
    name,
    ecosystems: new Set(systems.keys()),
    claims: async () => false,
    async repositoryOf(wanted, signal) {
      const system = systems.get(wanted.ecosystem)
      if (system === undefined) return null
      const packageName = system === 'maven' ? wanted.name.replace('/', ':') : wanted.name
      const address = `${base}/systems/${system}/packages/${encodeURIComponent(packageName)}`
      return lookUp(name, signal, deadlineMs, async (bounded) => {
        const known = await ask(address, packageAnswer, bounded)
        const newest = known?.versions.find(({ isDefault }) => isDefault)?.versionKey.version ?? wanted.version
        if (known === null || newest === null) return null
        const answer = await ask(`${address}/versions/${encodeURIComponent(newest)}`, versionAnswer, bounded)
        return answer && statedIn(answer)
      })
    },
  }
}

/** @returns null where it knows no such thing */
async function ask<Shape extends z.ZodType>(
  address: string,
  shape: Shape,
  signal: AbortSignal,
): Promise<z.output<Shape> | null> {
  const headers = { accept: 'application/json', 'user-agent': 'headwater' }
  const answer = await fetch(address, { headers, redirect: 'manual', signal })
  if (answer.status === 404) return null
  if (answer.status !== 200) throw badAnswer(name, `with status ${answer.status}`)
  const read = shape.safeParse(await readJsonAnswer(answer, name))
  if (!read.success) throw badAnswer(name, 'JSON of another shape')
  return read.data
}

/**
 * A proven project comes first. The package's own link may say more than the project that was made of it (the directory), so it
 * stands for that project, and for an unproven one.
 */
function statedIn({ links, relatedProjects }: z.output<typeof versionAnswer>): StatedRepository | null {
  const link = links.find(({ label }) => label === 'SOURCE_REPO')?.url
  const sources = relatedProjects.filter(({ relationType }) => relationType === 'SOURCE_REPO')
  const source = sources.find(({ relationProvenance }) => proven.test(relationProvenance))
  const tracker = relatedProjects.find(({ relationType }) => relationType === 'ISSUE_TRACKER')?.projectKey.id ?? null
  if (source !== undefined) {
    const project = source.projectKey.id
    const address = link !== undefined && isWithin(link, project) ? link : project
    const how = inWords(source.relationProvenance)
    return { address, directory: null, tracker, provenance: `${name} (${how} of the newest release)` }
  }
  const address = link ?? sources[0]?.projectKey.id
  if (address === undefined) return null
  return { address, directory: null, tracker, provenance: `${name} (unverified metadata of the newest release)` }
}

/** Whether a link leads to a project, or to a page of it. */
function isWithin(link: string, project: string): boolean {
  const address = link.replace(/^git\+/, '')
  if (!URL.canParse(address)) return false
  const { host, pathname } = new URL(address)
  const [place, root] = [`${host}${pathname}/`.toLowerCase(), project.toLowerCase()]
  return place.startsWith(`${root}/`) || place.startsWith(`${root}.git/`)
}

/** `SLSA_ATTESTATION` is `SLSA attestation`. */
function inWords(provenance: string): string {
  return provenance.replace(/[^A-Z_]/g, '').replace(/_([A-Z]*)/g, (_, word: string) => ` ${word.toLowerCase()}`)
}
