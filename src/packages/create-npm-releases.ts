// The registry of npm packages: the manifest of one version, by npm's own client library. Specified by
// https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackageversion.

import { z } from 'zod'
import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { comesFromElsewhere, createNpmClient, hostOf, isNpmName, refusal } from './npm-client.ts'
import { readJsonAnswer } from './read-json-answer.ts'
import type { NpmConfiguration } from './read-npm-configuration.ts'
import type { Release, ReleaseIndexClient, ReleaseNeed } from './types.ts'

const name = 'npm'

const ranges = z.record(z.string(), z.string()).default({})
const manifest = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: ranges,
  optionalDependencies: ranges,
  peerDependencies: ranges,
  dist: z.object({ integrity: z.string().regex(/^sha512-[\w+/]+=*$/) }),
})

/**
 * @param readConfiguration called once, with the first look-up
 * @param deadlineMs for each look-up
 */
export function createNpmReleases(
  readConfiguration: () => Promise<NpmConfiguration>,
  deadlineMs = 5_000,
): ReleaseIndexClient {
  const client = createNpmClient(readConfiguration)
  return {
    name,
    ecosystems: new Set(['npm']),
    async claims(wanted) {
      const loaded = await client().catch(() => null)
      return loaded === null || comesFromElsewhere(wanted.name, loaded)
    },
    async releaseOf(wanted, signal) {
      const { version } = wanted
      if (version === null || !isNpmName(wanted.name) || !/^[\w.+-]{1,128}$/.test(version)) return null
      const { npmFetch, configuration } = await client()
      const registry = npmFetch.pickRegistry(wanted.name, configuration)
      return lookUp(name, signal, deadlineMs, async (bounded) => {
        const answer = await npmFetch(`/${wanted.name.replace('/', '%2f')}/${version}`, {
          ...configuration,
          spec: wanted.name,
          signal: bounded,
          retry: { retries: 0 },
          // The user's npm cache is not ours to write into.
          cache: null,
          userAgent: 'headwater',
          headers: { accept: 'application/json' },
        }).catch((error: unknown) => refusal(error, name))
        if (answer === null) return null
        // What a redirect to another host says is not believed.
        if (hostOf(answer.url) !== hostOf(registry)) throw badAnswer(name, 'from another host')
        const read = manifest.safeParse(await readJsonAnswer(answer, name))
        if (!read.success) throw badAnswer(name, 'a manifest of another shape')
        if (read.data.name !== wanted.name || read.data.version !== version)
          throw badAnswer(name, 'for another package')
        return releaseOf(read.data)
      })
    },
  }
}

function releaseOf({ version, dist, ...stated }: z.output<typeof manifest>): Release {
  const needs = (kind: ReleaseNeed['kind'], table: Readonly<Record<string, string>>): ReleaseNeed[] =>
    Object.entries(table).map(([key, requirement]) => ({ name: key, requirement, kind }))
  // The registry repeats what is optional among the dependencies.
  const required = Object.entries(stated.dependencies).filter(
    ([key]) => !Object.hasOwn(stated.optionalDependencies, key),
  )
  return {
    version,
    checksum: dist.integrity,
    manifestChecksum: null,
    needs: [
      ...needs('required', Object.fromEntries(required)),
      ...needs('optional', stated.optionalDependencies),
      ...needs('peer', stated.peerDependencies),
    ],
    features: '',
  }
}
