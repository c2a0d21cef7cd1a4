// The archives of npm packages: the manifest of one version, then the archive that it names, by npm's own client library and from
// the registry that is its default or that the user's npm configuration names; checked against the manifest's checksum.
// Specified by https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackageversion.

import { access, constants, mkdir } from 'node:fs/promises'
import { z } from 'zod'
import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { claimsNpmPackage, createNpmClient, hostOf, isNpmName, type NpmClient, refusal } from './npm-client.ts'
import { readJsonAnswer } from './read-json-answer.ts'
import type { NpmConfiguration } from './read-npm-configuration.ts'
import type { IndexedPackage, PackageFile, PackageSourceClient } from './types.ts'
import { unpackSource } from './unpack-source.ts'

const name = 'npm'

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  dist: z.object({
    tarball: z.url({ protocol: /^https?$/ }).max(2048),
    integrity: z.string().max(1024).optional(),
    shasum: z
      .string()
      .regex(/^[0-9a-f]{40}$/)
      .optional(),
  }),
})

export interface NpmSourceOptions {
  /** Folder that keeps what was fetched; it is made where it is missing, and nothing is kept where that is not possible. */
  readonly cacheFolder: string
  /** Asks nobody: only what was kept is read. */
  readonly offline: boolean
  /** For each package; 8 seconds where it is left out. */
  readonly deadlineMs?: number
}

/** @param readConfiguration called once, with the first look-up */
export function createNpmSources(
  readConfiguration: () => Promise<NpmConfiguration>,
  { cacheFolder, offline, deadlineMs = 8_000 }: NpmSourceOptions,
): PackageSourceClient {
  const client = createNpmClient(readConfiguration)
  return {
    name,
    ecosystems: new Set(['npm']),
    claims: ({ name }) => claimsNpmPackage(client, name),
    async sourceOf(wanted, signal) {
      if (!isNpmName(wanted.name) || wanted.version === null || !/^[\w.+-]{1,256}$/.test(wanted.version)) return null
      const loaded = await client()
      const cache = await usableFolder(cacheFolder)
      return lookUp(name, signal, deadlineMs, (bounded) =>
        // The library takes `preferOffline` for 'what was kept is good enough': a published version does not change.
        readArchive(wanted, loaded, { cache, offline, preferOffline: !offline, signal: bounded }),
      )
    },
  }
}

async function readArchive(
  wanted: IndexedPackage,
  { npmFetch, configuration }: NpmClient,
  how: Readonly<Record<string, unknown>>,
): Promise<readonly PackageFile[] | null> {
  const options = { ...configuration, ...how, spec: wanted.name, retry: { retries: 0 }, userAgent: 'headwater' }
  const registry = npmFetch.pickRegistry(wanted.name, configuration)
  const path = `/${wanted.name.replace('/', '%2f')}/${encodeURIComponent(wanted.version ?? '')}`
  const answer = await npmFetch(path, { ...options, headers: { accept: 'application/json' } }).catch((error: unknown) =>
    refusal(error, name),
  )
  if (answer === null) return null
  if (hostOf(answer.url) !== hostOf(registry)) throw badAnswer(name, 'from another host')
  const read = manifest.safeParse(await readJsonAnswer(answer, name))
  if (!read.success || read.data.name !== wanted.name || read.data.version !== wanted.version)
    throw badAnswer(name, 'for another package')
  const { tarball, integrity, shasum } = read.data.dist
  const checksum = integrity ?? (shasum && `sha1-${Buffer.from(shasum, 'hex').toString('base64')}`)
  if (!checksum) throw badAnswer(name, 'without a checksum of the archive')
  if (hostOf(tarball) !== hostOf(registry)) throw badAnswer(name, 'with an archive on another host')
  const archive = await npmFetch(tarball, { ...options, integrity: checksum })
  return unpackSource(archive.body, `${wanted.name}@${wanted.version}`)
}

async function usableFolder(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    return folder
  } catch {
    return null
  }
}
