// The code of packages outside npm: the index of the ecosystem says where the archive of a version lies and what its checksum is. Plain
// HTTP: their client libraries are of other languages, and would install.

import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { badAnswer } from '../bad-answer.ts'
import { lookUp } from '../look-up.ts'
import { readJsonAnswer } from '../read-json-answer.ts'
import { readTextAnswer } from '../read-text-answer.ts'
import type { IndexedPackage, PackageFile, PackageSourceClient } from '../types.ts'
import { archiveBounds, tooLarge, unpackSource } from '../unpack-source.ts'
import { composerArchives } from './composer-archives.ts'
import { gemArchives } from './gem-archives.ts'
import { mavenArchives } from './maven-archives.ts'
import { pypiArchives } from './pypi-archives.ts'
import type { ArchiveIndex, ArchiveKind, Asker, PublishedArchive } from './types.ts'
import { unpackGem } from './unpack-gem.ts'
import { unpackZipSource } from './unpack-zip-source.ts'

/** The one table of indexes. Go has none: its engine for expressions does not backtrack, so nobody asks for its code. */
const indexes: readonly ArchiveIndex[] = [pypiArchives, gemArchives, mavenArchives, composerArchives]

const headers = { 'user-agent': 'headwater' }
const largestText = 4096

export interface ArchiveSourceOptions {
  /** The environment, in which users name registries of their own. */
  readonly env: NodeJS.ProcessEnv
  /** Keeps what was fetched, in a folder for each ecosystem; nothing is kept where that is not possible. */
  readonly cacheFolder: string
  /** Asks nobody: only what was kept is read. */
  readonly offline: boolean
  /** For each package; 8 seconds where it is left out. */
  readonly deadlineMs?: number
}

/** One client for each index. */
export function createArchiveSources(options: ArchiveSourceOptions): PackageSourceClient[] {
  return indexes.map((index) => createClient(index, options))
}

function createClient(index: ArchiveIndex, options: ArchiveSourceOptions): PackageSourceClient {
  const { env, cacheFolder, offline, deadlineMs = 8_000 } = options
  return {
    name: index.name,
    ecosystems: new Set([index.ecosystem]),
    claims: async () => index.elsewhere.some((variable) => env[variable] !== undefined && env[variable] !== ''),
    sourceOf: (wanted, signal) =>
      lookUp(index.name, signal, deadlineMs, async (bounded) => {
        const kept = join(cacheFolder, index.ecosystem, fileNameOf(wanted))
        const known = await readKept(kept)
        // What is damaged is as good as not there.
        const unpacked = known && (await unpack(known, index, wanted).catch(() => null))
        if (unpacked !== null) return unpacked
        if (offline) return null
        const archive = await download(index, wanted, bounded)
        if (archive === null) return null
        const files = await unpack(archive, index, wanted)
        await keep(kept, archive)
        return files
      }),
  }
}

interface Archive {
  readonly kind: ArchiveKind
  readonly inFolder: boolean
  readonly bytes: Buffer
}

async function download(index: ArchiveIndex, wanted: IndexedPackage, signal: AbortSignal): Promise<Archive | null> {
  const ask: Asker = {
    async json(address) {
      const answer = await fetch(address, { headers, redirect: 'manual', signal })
      if (answer.status === 404) return null
      if (answer.status !== 200) throw badAnswer(index.name, `with status ${answer.status}`)
      return readJsonAnswer(answer, index.name)
    },
    text: async (address) =>
      readTextAnswer(await fetch(address, { headers, redirect: 'manual', signal }), index.name, largestText),
  }
  const found = await index.locate(wanted, ask)
  if (found === null) return null
  if (new URL(found.address).host !== index.host) throw badAnswer(index.name, 'with an archive on another host')
  const bytes = await fetchArchive(index, found, wanted, signal)
  return { kind: found.kind, inFolder: found.inFolder, bytes }
}

async function fetchArchive(
  { name }: ArchiveIndex,
  { address, checksum }: PublishedArchive,
  wanted: IndexedPackage,
  signal: AbortSignal,
): Promise<Buffer> {
  const answer = await fetch(address, { headers, redirect: 'manual', signal })
  if (answer.status !== 200) throw badAnswer(name, `for an archive with status ${answer.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > archiveBounds.packed)
      throw tooLarge(`${wanted.name}@${wanted.version}`, `has more than ${archiveBounds.packed} bytes`)
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  if (checksum !== null && createHash(checksum.algorithm).update(bytes).digest('hex') !== checksum.hex)
    throw badAnswer(name, 'with an archive of another checksum')
  return bytes
}

async function unpack(
  { kind, bytes, inFolder }: Archive,
  { isSource }: ArchiveIndex,
  { name, version }: IndexedPackage,
): Promise<readonly PackageFile[]> {
  const wanted = { isWanted: isSource, inFolder }
  const called = `${name}@${version}`
  switch (kind) {
    case 'zip':
      return unpackZipSource(bytes, called, wanted)
    case 'gem':
      return unpackGem(bytes, called, wanted)
    case 'tar.gz':
      return unpackSource(inOnePiece(bytes), called, archiveBounds, wanted)
  }
}

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Names may hold what no path may. */
function fileNameOf({ name, version }: IndexedPackage): string {
  return createHash('sha256').update(`${name}@${version}`).digest('hex')
}

const kinds: readonly ArchiveKind[] = ['tar.gz', 'zip', 'gem']

async function readKept(path: string): Promise<Archive | null> {
  for (const kind of kinds) {
    for (const inFolder of [true, false]) {
      const bytes = await readFile(pathOf(path, kind, inFolder)).catch(() => null)
      if (bytes !== null) return { kind, inFolder, bytes }
    }
  }
  return null
}

/** Whole or not at all: another process may read it. */
async function keep(path: string, { kind, inFolder, bytes }: Archive): Promise<void> {
  const whole = pathOf(path, kind, inFolder)
  const partial = `${whole}.${process.pid}`
  try {
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(partial, bytes)
    await rename(partial, whole)
  } catch {
    // What cannot be kept is fetched again.
  }
}

function pathOf(path: string, kind: ArchiveKind, inFolder: boolean): string {
  return `${path}${inFolder ? '.folder' : ''}.${kind}`
}
