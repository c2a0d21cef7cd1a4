// OSV, which gathers the security advisories of all ecosystems: POST /v1/query for those that affect a version of a package, and GET
// /v1/vulns/ID for one. Specified by https://google.github.io/osv.dev/api/ and https://ossf.github.io/osv-schema/.

import { z } from 'zod'
import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { readJsonAnswer } from './read-json-answer.ts'
import type { Advisory, AdvisoryClient, AffectedRange, IndexedPackage } from './types.ts'

const name = 'OSV'
const base = 'https://api.osv.dev/v1'
const mostAdvisories = 100
const longestText = 16_384

/** Its names of ecosystems, by type of package URL: https://ossf.github.io/osv-schema/#defined-ecosystems. */
const ecosystems: ReadonlyMap<string, string> = new Map([
  ['cargo', 'crates.io'],
  ['composer', 'Packagist'],
  ['gem', 'RubyGems'],
  ['golang', 'Go'],
  ['hex', 'Hex'],
  ['maven', 'Maven'],
  ['npm', 'npm'],
  ['nuget', 'NuGet'],
  ['pub', 'Pub'],
  ['pypi', 'PyPI'],
])

const short = z.string().max(2048)
const long = z.string().transform((whole) => whole.slice(0, longestText))
const event = z.object({ introduced: short.optional(), fixed: short.optional(), last_affected: short.optional() })
const vulnerability = z.object({
  id: z.string().regex(/^[\w.:-]{1,128}$/),
  summary: long.default(''),
  details: long.default(''),
  aliases: z.array(short).default([]),
  withdrawn: z.string().nullish(),
  references: z.array(z.object({ url: short })).default([]),
  affected: z
    .array(
      z.object({
        package: z.object({ ecosystem: short, name: short }).optional(),
        ranges: z.array(z.object({ type: z.string(), events: z.array(event) })).default([]),
      }),
    )
    .default([]),
})
const answer = z.object({ vulns: z.array(vulnerability.nullable().catch(null)).default([]) })

/** @param deadlineMs for each look-up */
export function createOsvAdvisories(deadlineMs = 5_000): AdvisoryClient {
  return {
    name,
    ecosystems: new Set(ecosystems.keys()),
    async advisoriesOf(wanted, signal) {
      const place = placeOf(wanted)
      if (place === null || wanted.version === null) return []
      const body = JSON.stringify({ package: place, version: plainVersion(wanted.ecosystem, wanted.version) })
      const read = await lookUp(name, signal, deadlineMs, (bounded) =>
        ask(`${base}/query`, answer, { method: 'POST', body, signal: bounded }),
      )
      const found = (read?.vulns ?? []).slice(0, mostAdvisories).filter((one) => one !== null)
      return found.flatMap((one) => advisoryOf(one, wanted))
    },
    async advisoryBy(id, wanted, signal) {
      if (!/^[A-Z][\w.:-]{3,63}$/.test(id) || placeOf(wanted) === null) return null
      const address = `${base}/vulns/${encodeURIComponent(id)}`
      const read = await lookUp(name, signal, deadlineMs, (bounded) => ask(address, vulnerability, { signal: bounded }))
      return (read && advisoryOf(read, wanted)[0]) ?? null
    },
  }
}

/** @returns null where it knows no such thing */
async function ask<Shape extends z.ZodType>(
  address: string,
  shape: Shape,
  request: RequestInit,
): Promise<z.output<Shape> | null> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'headwater' }
  const response = await fetch(address, { ...request, headers, redirect: 'manual' })
  if (response.status === 404) return null
  if (response.status !== 200) throw badAnswer(name, `with status ${response.status}`)
  const read = shape.safeParse(await readJsonAnswer(response, name))
  if (!read.success) throw badAnswer(name, 'JSON of another shape')
  return read.data
}

/** As OSV names a package; null where it has nothing of its ecosystem. */
function placeOf({ ecosystem, name: packageName }: IndexedPackage): { ecosystem: string; name: string } | null {
  const named = ecosystems.get(ecosystem)
  if (named === undefined) return null
  return { ecosystem: named, name: ecosystem === 'maven' ? packageName.replace('/', ':') : packageName }
}

/** One that was taken back, or that speaks of other packages only, is none. */
function advisoryOf(read: z.output<typeof vulnerability>, wanted: IndexedPackage): Advisory[] {
  const place = placeOf(wanted)
  const isWanted = (one: (typeof read.affected)[number]): boolean =>
    one.package !== undefined &&
    place !== null &&
    one.package.ecosystem.split(':', 1)[0] === place.ecosystem &&
    plainName(one.package.name, wanted.ecosystem) === plainName(place.name, wanted.ecosystem)
  const affected = read.affected.filter(isWanted)
  if (affected.length === 0 || read.withdrawn) return []
  const { id, aliases, summary, details, references } = read
  return [
    {
      id,
      aliases,
      summary,
      details,
      url: `https://osv.dev/vulnerability/${id}`,
      references: references.map(({ url }) => url).filter((url) => url.startsWith('https://') && URL.canParse(url)),
      ranges: affected
        .flatMap(({ ranges }) => ranges)
        // Those of type GIT name commits.
        .filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM')
        .flatMap(({ events }) => rangesOf(events, wanted.ecosystem)),
    },
  ]
}

function rangesOf(events: readonly z.output<typeof event>[], ecosystem: string): AffectedRange[] {
  const ranges: AffectedRange[] = []
  let introduced: string | null = null
  const written = (version: string): string | null =>
    version === '0' ? null : ecosystem === 'golang' ? `v${version}` : version
  for (const one of events) {
    if (one.introduced !== undefined) introduced = written(one.introduced)
    if (one.fixed !== undefined) ranges.push({ introduced, fixed: written(one.fixed) })
    if (one.last_affected !== undefined) ranges.push({ introduced, fixed: null })
  }
  return ranges
}

/** In its data Go versions go without the `v`. */
function plainVersion(ecosystem: string, version: string): string {
  return ecosystem === 'golang' ? version.replace(/^v/, '') : version
}

function plainName(packageName: string, ecosystem: string): string {
  return ecosystem === 'pypi' ? packageName.toLowerCase().replaceAll(/[-_.]+/g, '-') : packageName.toLowerCase()
}
