import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Access, fetchProfile } from './fetch-profile.ts'
import type { CollectedProfile, ProfileReference } from './types.ts'
import { isZip, unpackZip } from './unpack-zip.ts'

export interface CollectOptions extends Access {
  readonly references: readonly ProfileReference[]
  /** An empty folder of Headwater's own; the caller removes it when the profiles have been read. */
  readonly folder: string
  readonly limits?: Partial<CollectLimits>
  readonly signal?: AbortSignal
}

export interface CollectLimits {
  /** Files from archives counted. */
  readonly mostProfiles: number
  /** As downloaded. GitHub takes attachments up to 25 MB and files up to 100 MB; artifacts may be larger, profiles hardly. */
  readonly mostBytesEach: number
  readonly mostBytes: number
  /** Of all archives together, unpacked. */
  readonly mostUnpackedBytes: number
  readonly deadlineEachMs: number
  readonly deadlineMs: number
}

export const collectLimits: CollectLimits = {
  mostProfiles: 20,
  mostBytesEach: 100 * 2 ** 20,
  mostBytes: 250 * 2 ** 20,
  mostUnpackedBytes: 2 ** 30,
  deadlineEachMs: 60_000,
  deadlineMs: 180_000,
}

/**
 * Brings the profiles of an incident into files, archives unpacked. Never throws for what is wrong with one of them.
 *
 * @returns every profile, in order, with its file or with what is wrong; pictures that the texts only show are left out
 */
export async function collectProfiles(options: CollectOptions): Promise<CollectedProfile[]> {
  const limits = { ...collectLimits, ...options.limits }
  const collector = new Collector(options, limits)
  // What a text shows is a picture of a profile more often than a profile.
  const ordered = [...options.references].sort((a, b) => Number(isShown(a)) - Number(isShown(b)))
  for (const [index, reference] of ordered.entries()) {
    if (collector.placesLeft === 0 || index === limits.mostProfiles) {
      const left = ordered.length - index
      const named = { name: left === 1 ? reference.name : `${left} more`, source: reference.source }
      collector.refuse(named, `at most ${limits.mostProfiles} profiles of an incident are read`)
      break
    }
    await collector.take(reference)
  }
  return collector.collected
}

type Named = Pick<CollectedProfile, 'name' | 'source'>

/** What was collected, and how much more may be. */
class Collector {
  readonly collected: CollectedProfile[] = []
  placesLeft: number
  readonly #access: Access
  readonly #limits: CollectLimits
  readonly #signal: AbortSignal
  readonly #nextFile: () => string
  /** By the hash of its content, what a profile is called. */
  readonly #names = new Map<string, string>()
  #bytesLeft: number
  #unpackedLeft: number

  constructor(options: CollectOptions, limits: CollectLimits) {
    this.#access = options
    this.#limits = limits
    const deadline = AbortSignal.timeout(limits.deadlineMs)
    this.#signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal])
    this.#nextFile = fileNames(options.folder)
    this.placesLeft = limits.mostProfiles
    this.#bytesLeft = limits.mostBytes
    this.#unpackedLeft = limits.mostUnpackedBytes
  }

  /** Brings what a reference refers to: one profile, or an archive of some. */
  async take(reference: ProfileReference): Promise<void> {
    const file = this.#nextFile()
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(this.#limits.deadlineEachMs)])
    const mostBytes = Math.min(this.#limits.mostBytesEach, this.#bytesLeft)
    const fetched = await fetchProfile(reference, this.#access, { file, mostBytes, signal })
    if ('error' in fetched) {
      this.refuse(reference, fetched.error)
      return
    }
    this.#bytesLeft -= fetched.bytes
    const head = await readHead(file)
    if (isZip(head)) await this.#unpack(reference, file)
    else if (!isShown(reference) || !isPicture(head)) await this.#add(reference, file, fetched.bytes)
  }

  refuse({ name, source }: Named, error: string): void {
    this.collected.push({ name, source, bytes: null, file: null, error })
  }

  async #unpack(archive: Named, file: string): Promise<void> {
    const limits = { mostFiles: this.placesLeft, mostBytes: this.#unpackedLeft }
    const { files, error } = await unpackZip(file, this.#nextFile, limits)
    for (const found of files) {
      const named = { name: found.name, source: `in ${archive.name}, ${archive.source}` }
      if (found.file === null) {
        this.refuse(named, found.error)
        continue
      }
      this.#unpackedLeft -= found.bytes
      if (isZip(await readHead(found.file))) this.refuse(named, 'an archive within an archive is not unpacked')
      else await this.#add(named, found.file, found.bytes)
    }
    if (error !== null) this.refuse(archive, error)
  }

  async #add({ name, source }: Named, file: string, bytes: number): Promise<void> {
    const hash = await hashOf(file)
    const first = this.#names.get(hash)
    if (first !== undefined) {
      this.collected.push({ name, source, bytes, file: null, error: `the same bytes as ${first}, which is read once` })
      return
    }
    this.#names.set(hash, name)
    this.placesLeft -= 1
    this.collected.push({ name, source, bytes, file, error: null })
  }
}

/** Numbers: what a profile is called has no say in where it is written. */
function fileNames(folder: string): () => string {
  let count = 0
  return () => {
    count += 1
    return join(folder, `profile-${count}`)
  }
}

function isShown(reference: ProfileReference): boolean {
  return reference.kind === 'attachment' && reference.shown
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** PNG, JPEG, GIF, WebP, MP4 and QuickTime: what people paste of their dashboards. SVG is text, and can be a flame graph. */
function isPicture(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1')
  return /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftyp)/s.test(text)
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
