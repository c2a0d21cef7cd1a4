import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Result } from '../../src/diagnosis/index.ts'
import { readServiceFolder, type ServiceFile } from '../../src/intake/index.ts'
import { type DependencyGraph, isServiceFile } from '../../src/ownership/index.ts'
import { collectHotSymbols, type UpstreamQuestion } from '../../src/upstream/index.ts'
import { diagnoseIncident, incidentPath } from '../incidents/read-incident.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { mergeSeeds } from '../standin/seeds/merge-seeds.ts'
import { tlsUpstream } from '../standin/seeds/tls-upstream.ts'
import { askUpstream } from './ask-upstream.ts'

const incident = 'rust-tokio-rustls-close-notify-spin'

let result: Result
let files: ServiceFile[]
let today: Standin
let then: Standin
beforeAll(async () => {
  result = await diagnoseIncident(incident, 'profile.script.gz')
  files = await readServiceFolder(incidentPath(incident, 'service'), isServiceFile)
  const start = (day: Parameters<typeof tlsUpstream>[0]) =>
    startStandin(mergeSeeds({ users: [{ login: 'rita' }] }, tlsUpstream(day)))
  today = await start('today')
  then = await start('2024-05-15')
})
afterAll(async () => {
  for (const standin of [today, then]) {
    expect(standin.violations).toEqual([])
    await standin.close()
  }
})

function question(otherwise: Partial<UpstreamQuestion> = {}): UpstreamQuestion {
  const graph = otherwise.graph ?? result.measures.owned.graph
  const culprit = graph.packages.find(({ name }) => name === 'tokio-rustls')
  if (culprit === undefined) throw new Error('no culprit')
  return {
    culprit,
    graph,
    diagnosis: result.diagnosis,
    hotSymbols: collectHotSymbols(result.measures, (name) => name),
    files,
    link: null,
    target: null,
    upstreams: {},
    ...otherwise,
  }
}

/** The same service with later versions of two packages. */
function moved(versions: Readonly<Record<string, string>>): DependencyGraph {
  const { graph } = result.measures.owned
  return {
    ...graph,
    packages: graph.packages.map((one) => {
      const version = versions[one.name]
      return version === undefined ? one : { ...one, version, purl: `pkg:cargo/${one.name}@${version}` }
    }),
  }
}

describe('what upstream knows of the endless wake-up in tokio-rustls', { timeout: 180_000 }, () => {
  it('on the day that it was reported: the issue is open, and nobody has a fix', async () => {
    const { related, fix, remedy } = await askUpstream(then, question())
    expect(related[0]).toMatchObject({ repo: 'tokio-rustls', number: 72, state: 'open', same: true })
    expect(fix).toMatchObject({ status: 'open', purl: 'pkg:cargo/tokio-rustls', version: null, changes: [] })
    expect(remedy).toBeNull()
  })

  it('today: the cure lies one layer down, and the parent must move first', async () => {
    const { repository, related, fix, remedy, notes } = await askUpstream(today, question())
    expect(notes).toEqual([])
    expect(repository).toMatchObject({ url: 'https://github.com/rustls/tokio-rustls', believed: 'Cargo.toml' })
    expect(related.slice(0, 3).map(({ number }) => number)).toEqual([72, 1950, 1955])
    expect(fix).toMatchObject({
      status: 'upgrade',
      purl: 'pkg:cargo/rustls',
      version: '0.23.7',
      release: `${today.url}/rustls/rustls/releases/tag/v/0.23.7`,
      changes: [{ role: 'fixes' }, { role: 'completes' }],
    })
    expect(remedy).toMatchObject({
      command: 'cargo add --package edge-proxy tokio-rustls@0.26.0 && cargo update -p rustls',
      parent: 'pkg:cargo/tokio-rustls@0.26.0',
      steps: [
        {
          purl: 'pkg:cargo/tokio-rustls',
          from: '0.23.4',
          to: '0.26.0',
          manifest: 'edge-proxy/Cargo.toml',
          requirement: '0.26.0',
        },
        { purl: 'pkg:cargo/rustls', from: '0.20.8', to: '0.23.7', manifest: null },
      ],
    })
  })

  it('with tokio-rustls 0.26.0 and rustls 0.23.5 the lockfile moves alone', async () => {
    const graph = moved({ 'tokio-rustls': '0.26.0', rustls: '0.23.5' })
    const { fix, remedy } = await askUpstream(today, question({ graph }))
    expect(fix).toMatchObject({ status: 'upgrade', purl: 'pkg:cargo/rustls', version: '0.23.7' })
    expect(remedy).toMatchObject({ command: 'cargo update -p rustls --precise 0.23.7', parent: null })
  })

  it('with rustls 0.23.7 the cure is there already, so that it is something else', async () => {
    const graph = moved({ 'tokio-rustls': '0.26.0', rustls: '0.23.7' })
    const { fix, remedy } = await askUpstream(today, question({ graph }))
    expect(fix).toMatchObject({ status: 'locked-has-it', version: '0.23.7' })
    expect(remedy).toBeNull()
  })

  it('follows the issue that a person links, whatever the search finds', async () => {
    const link = { owner: 'tokio-rs', repo: 'tokio', issue: 5800 }
    const { related, fix } = await askUpstream(today, question({ link }))
    expect(related[0]).toMatchObject({ number: 5800, pinned: true })
    expect(fix).toMatchObject({ status: 'unknown', purl: 'pkg:cargo/tokio' })
  })

  it('stays within its limits and tells GitHub nothing of our own code', async () => {
    const before = today.requests.length
    await askUpstream(today, question())
    const asked = today.requests.slice(before)
    const queries = asked.filter(({ path }) => path === '/graphql')
    const texts = JSON.stringify(asked.map(({ path, query, body }) => [path, query, body]))
    expect(queries.length).toBeLessThanOrEqual(30)
    expect(queries.filter(({ body }) => JSON.stringify(body).includes('search(')).length).toBeLessThanOrEqual(12)
    expect(texts).not.toMatch(/edge|Metered|Permitted|Peekable|trailer/i)
  })
})
