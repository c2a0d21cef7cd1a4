import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type CarrierRule, carrierRules, diagnoseRecordings, type Result } from '../../src/diagnosis/index.ts'
import { ownProfile, readDependencyGraph, type ServiceFile } from '../../src/ownership/index.ts'
import { readProfile } from '../../src/profile/index.ts'
import { diagnoseIncident, incidentPath } from './read-incident.ts'
import { renameCrates } from './rename-crates.ts'

/** A name of another length that says nothing, the same for `a-b` and `a_b`. */
function disguise(name: string): string {
  const hash = createHash('sha256').update(name.replaceAll('-', '_')).digest('hex')
  return `c${hash.slice(0, 3 + (Number.parseInt(hash.slice(-2), 16) % 20))}`
}

/** The service's lockfile and manifests with every package renamed. */
function renamedService(id: string, known: ReadonlySet<string>): ServiceFile[] {
  const paths = readdirSync(incidentPath(id, 'service'), { recursive: true, encoding: 'utf8' })
  return paths
    .filter((path) => /Cargo\.(?:lock|toml)$/.test(path))
    .map((path) => ({
      path,
      text: readFileSync(incidentPath(id, `service/${path}`), 'utf8').replaceAll(/(?<=")[\w-]+(?=[" ])/g, (name) =>
        known.has(name) ? disguise(name) : name,
      ),
    }))
}

async function diagnoseRenamed(id: string, profile: string): Promise<{ result: Result; known: ReadonlySet<string> }> {
  const lock = readFileSync(incidentPath(id, 'service/Cargo.lock'), 'utf8')
  const known = new Set([...lock.matchAll(/^name = "(.*)"$/gm)].map((match) => match[1] ?? ''))
  const crates = new Map([...known].map((name) => [name.replaceAll('-', '_'), disguise(name)]))
  const script = gunzipSync(readFileSync(incidentPath(id, profile)))
    .toString('utf8')
    .replaceAll(/\b_R[\w$]+/g, (symbol) => renameCrates(symbol, (crate) => crates.get(crate) ?? crate))
    .replaceAll(/\/srv\/[\w-]+\/bin\/[\w-]+/g, '/opt/a/b')
    .replaceAll(/^[\w-]+-worker/gm, 'thread')
  const source = {
    name: 'renamed',
    async *open() {
      yield Buffer.from(script)
    },
  }
  const carriers: CarrierRule[] = carrierRules.map((rule) => ({
    ...rule,
    packages: rule.packages.map((name) => (known.has(name) ? disguise(name) : name)),
  }))
  const owned = ownProfile(await readProfile(source), readDependencyGraph(renamedService(id, known)))
  return { result: diagnoseRecordings([{ name: 'renamed', owned }], { carriers }), known }
}

describe('an incident in which every crate, path and thread is renamed gets the same answer: nothing keys on names', () => {
  const recordings: readonly (readonly [string, string])[] = [
    ['rust-tokio-rustls-close-notify-spin', 'profile.nodemangle.script.gz'],
    ['s11-fleet-gateway', 'profile.nodemangle.script.gz'],
    ['rust-tls-own-wrapper-below', 'profile.nodemangle.script.gz'],
    ['rust-tls-spin-no-tracing', 'profile.nodemangle.script.gz'],
  ]
  it.for(recordings)('%s', async ([id, profile]) => {
    const original = await diagnoseIncident(id, profile)
    const { result, known } = await diagnoseRenamed(id, profile)
    const renamed = (purl: string | undefined): string | undefined =>
      purl?.replace(/(?<=pkg:cargo\/)[^@]+/, (name) => (known.has(name) ? disguise(name) : name))
    expect(result.diagnosis.verdict).toBe(original.diagnosis.verdict)
    expect(result.diagnosis.shape.kind).toBe(original.diagnosis.shape.kind)
    expect(result.diagnosis.confidence).toBeCloseTo(original.diagnosis.confidence, 9)
    expect(result.diagnosis.culprit?.purl).toBe(renamed(original.diagnosis.culprit?.purl))
    expect(result.diagnosis.culprit?.share).toEqual(original.diagnosis.culprit?.share)
    expect(result.diagnosis.culprit?.wrappers).toEqual(original.diagnosis.culprit?.wrappers.map(renamed))
    expect(result.diagnosis.carriers.map(({ name }) => name).sort()).toEqual(
      original.diagnosis.carriers.map(({ name }) => renamed(name)).sort(),
    )
  })
})
