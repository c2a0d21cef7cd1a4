// The sparse index of crates.io: one file for each crate, one line of JSON for each version. Specified by
// https://doc.rust-lang.org/cargo/reference/registry-index.html.

import { z } from 'zod'
import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { readTextAnswer } from './read-text-answer.ts'
import type { Release, ReleaseIndexClient, ReleaseNeed } from './types.ts'

const name = 'the index of crates.io'
const base = 'https://index.crates.io'
const mostBytes = 16 * 1024 * 1024

const features = z.record(z.string(), z.array(z.string())).nullish()
const line = z.object({
  vers: z.string(),
  cksum: z.string().regex(/^[0-9a-f]{64}$/),
  yanked: z.boolean().default(false),
  features,
  features2: features,
  deps: z.array(
    z.object({
      name: z.string(),
      /** The crate, where `name` is what the manifest renames it to. */
      package: z.string().nullish(),
      req: z.string(),
      optional: z.boolean().default(false),
      kind: z.enum(['normal', 'build', 'dev']).nullish(),
    }),
  ),
})

/** @param deadlineMs for each look-up */
export function createCratesReleases(deadlineMs = 5_000): ReleaseIndexClient {
  return {
    name,
    ecosystems: new Set(['cargo']),
    claims: async () => false,
    async releaseOf(wanted, signal) {
      const { version } = wanted
      if (version === null || !/^[\w-]{1,64}$/.test(wanted.name)) return null
      return lookUp(name, signal, deadlineMs, async (bounded) => {
        const address = `${base}/${folderOf(wanted.name.toLowerCase())}`
        const headers = { 'user-agent': 'headwater' }
        const text = await readTextAnswer(
          await fetch(address, { headers, redirect: 'manual', signal: bounded }),
          name,
          mostBytes,
        )
        return text === null ? null : findRelease(text, version)
      })
    },
  }
}

/** Where the index keeps a crate: by the name's length, then by its first letters. */
function folderOf(crate: string): string {
  switch (crate.length) {
    case 1:
    case 2:
      return `${crate.length}/${crate}`
    case 3:
      return `3/${crate.slice(0, 1)}/${crate}`
    default:
      return `${crate.slice(0, 2)}/${crate.slice(2, 4)}/${crate}`
  }
}

/** A version that was taken back is none to come to. */
function findRelease(text: string, version: string): Release | null {
  const stated = JSON.stringify(version)
  const found = text.split('\n').find((one) => one.includes(`"vers":${stated}`))
  if (found === undefined) return null
  const read = line.safeParse(parseJson(found))
  if (!read.success || read.data.vers !== version) throw badAnswer(name, 'lines of another shape')
  const { cksum, yanked, deps, ...entry } = read.data
  if (yanked) return null
  return {
    version,
    checksum: cksum,
    manifestChecksum: null,
    needs: deps.filter(({ kind }) => kind !== 'dev').map(needOf),
    features: JSON.stringify(Object.entries({ ...entry.features, ...entry.features2 }).sort()),
  }
}

function needOf({ name: key, package: crate, req, optional }: z.output<typeof line>['deps'][number]): ReleaseNeed {
  return { name: crate ?? key, requirement: req, kind: optional ? 'optional' : 'required' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badAnswer(name, 'broken JSON')
  }
}
