// The registry of npm packages: the manifest of one version, for its checksum and what it needs.

import { z } from 'zod'
import { askNpmRegistry } from './ask-npm-registry.ts'
import { badAnswer } from './bad-answer.ts'
import { claimsNpmPackage, createNpmClient } from './npm-client.ts'
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
    claims: ({ name }) => claimsNpmPackage(client, name),
    async releaseOf({ name: packageName, version }, signal) {
      if (version === null) return null
      const answer = await askNpmRegistry(client, { packageName, version, signal, deadlineMs })
      if (answer === null) return null
      const read = manifest.safeParse(answer)
      if (!read.success) throw badAnswer(name, 'a manifest of another shape')
      if (read.data.name !== packageName || read.data.version !== version) throw badAnswer(name, 'for another package')
      return releaseOf(read.data)
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
