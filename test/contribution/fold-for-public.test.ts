import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRecordings } from '../../src/cli/index.ts'
import { collectPublishedNames, foldForPublic } from '../../src/contribution/index.ts'
import { diagnoseRecordings, type Result } from '../../src/diagnosis/index.ts'
import { layoutFlamegraph, renderPng, renderSvg } from '../../src/flamegraph/index.ts'
import { markPackages, ownProfile, readDependencyGraph } from '../../src/ownership/index.ts'
import { readProfile } from '../../src/profile/index.ts'

const lockfile = `version = 4

[[package]]
name = "zanzibar"
version = "7.7.1"
dependencies = ["codec", "quokka"]

[[package]]
name = "quokka"
version = "7.7.2"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "codec"
version = "7.7.3"
source = "registry+https://github.com/rust-lang/crates.io-index"
`
const stacks = [
  'zanzibar_main;zanzibar::serve;zanzibar::wombat;<codec::Reader<zanzibar::Wombat>>::next 500',
  'zanzibar_main;zanzibar::other;zanzibar::numbat;<codec::Reader<zanzibar::Numbat>>::next 300',
  'zanzibar_main;zanzibar::serve;quokka::hop;quokka::sleep;<codec::Reader<u8>>::next 150',
  'zanzibar_main;zanzibar::serve;core::ptr::drop_in_place<zanzibar::Wombat> 50',
]

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}

async function diagnosed(): Promise<Result> {
  const profile = await readProfile({ name: 'cpu.folded', open: () => bytesOf(`${stacks.join('\n')}\n`) })
  const graph = markPackages(readDependencyGraph([{ path: 'Cargo.lock', text: lockfile }]), {
    own: ['zanzibar'],
    private: ['quokka'],
  })
  return diagnoseRecordings([{ name: 'cpu.folded', owned: ownProfile(profile, graph) }])
}

function fold({ diagnosis, measures }: Result) {
  const { culprit, carriers } = diagnosis
  const marked = {
    culprit: culprit?.owner ?? null,
    carriers: new Set(carriers.map(({ owner }) => owner)),
    metric: measures.metric,
  }
  return foldForPublic(measures.owned, marked, collectPublishedNames(measures.owned))
}

describe('a flamegraph in the public repository of a service', () => {
  it('has one box for all own and private code on the way, and the library by its name', async () => {
    const { owned, ...highlight } = fold(await diagnosed())
    const { nodes, weight } = layoutFlamegraph(owned, { ...highlight, title: 'Incident 7' })
    expect(nodes.slice(0, 2).map(({ symbol, weight }) => [symbol, weight])).toEqual([
      ['all', 10_000],
      ['your service', 10_000],
    ])
    // Parts of ten thousand: of seconds and cores they tell nothing.
    expect(weight).toBe(10_000)
    expect(owned.profile.durationSeconds).toBeNull()
    // What differs only in own type arguments is one box.
    expect(nodes.filter(({ depth }) => depth === 2).map(({ symbol, weight }) => [symbol, weight])).toContainEqual([
      '<codec::Reader<…>>::next',
      8000,
    ])
  })

  it('holds no word of own and private code, no path and no version but the culprit’s, as SVG and as PNG', async () => {
    const { owned, ...highlight } = fold(await diagnosed())
    const layout = layoutFlamegraph(owned, { ...highlight, culprit: null, title: 'Incident 7' })
    const drawn = [renderSvg(layout), Buffer.from(await renderPng(layout)).toString('latin1'), JSON.stringify(layout)]
    for (const text of drawn) {
      expect(text).not.toMatch(/zanzibar|wombat|numbat|quokka|7\.7\.[12]|Cargo\.lock/i)
    }
    expect(drawn[0]).toContain('codec')
  })

  const recorded: readonly (readonly [string, string, RegExp])[] = [
    ['rust-tokio-rustls-close-notify-spin', 'profile.nodemangle.script.gz', /edge|trailer|permitted|metered|peekable/i],
    ['rust-tls-own-loop', 'profile.script.gz', /broker/i],
    ['n16-pkg-mirror', 'profile.cpuprofile.gz', /pkg-mirror|file:\/\//i],
  ]
  for (const [incident, profile, own] of recorded) {
    it(`names nothing of a recorded service's own (${incident})`, async () => {
      const folder = fileURLToPath(new URL(`../incidents/${incident}/`, import.meta.url))
      const result = diagnoseRecordings(await readRecordings([`${folder}${profile}`], `${folder}service`))
      const { owned, ...highlight } = fold(result)
      const svg = renderSvg(layoutFlamegraph(owned, { ...highlight, title: 'Incident 7' }))
      expect(svg).not.toMatch(own)
      const { culprit } = result.diagnosis
      if (culprit !== null)
        expect(highlight.culprit === null ? '' : owned.owners[highlight.culprit]?.name).toBe(culprit.purl)
    })
  }
})
