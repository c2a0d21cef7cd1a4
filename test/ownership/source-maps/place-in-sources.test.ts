import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownProfile, placeInSources, readDependencyGraph, scriptsToPlace } from '../../../src/ownership/index.ts'
import { type Frame, type Profile, ProfileBuilder, readProfile } from '../../../src/profile/index.ts'

/*
 * One service, recorded with `node --cpu-prof` of Node 24.21.0 as `/srv/app/dist/BUNDLER.js`, bundled by esbuild 0.28.2 (`minified`: with
 * --minify), webpack 5.112.2, rollup 4.68.8 and rolldown 1.3.2; and once as it is written. The truth is the recording of the service
 * unbundled: there, every function's path says whose it is.
 */
const samples = join(import.meta.dirname, 'samples')
const bundlers = ['esbuild', 'minified', 'webpack', 'rollup', 'rolldown']

const graph = readDependencyGraph([
  {
    path: 'package-lock.json',
    text: JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'checkout', version: '1.0.0', dependencies: { ms: '2.1.3', 'fastest-levenshtein': '1.0.16' } },
        'node_modules/ms': { version: '2.1.3' },
        'node_modules/fastest-levenshtein': { version: '1.0.16' },
      },
    }),
  },
])

function recording(name: string): Promise<Profile> {
  const bytes = readFileSync(join(samples, `${name}.cpuprofile`))
  return readProfile({
    name,
    async *open() {
      yield bytes
    },
  })
}

function mapOf(bundler: string, path = `dist/${bundler}.js.map`) {
  return { path, text: readFileSync(join(samples, `${bundler}.js.map`), 'utf8') }
}

/** Share of the weight of each owner. */
function shares(profile: Profile): Record<string, number> {
  const owned = ownProfile(profile, graph)
  const { samples: table, tree } = profile
  const byOwner: Record<string, number> = {}
  const whole = table.weight.reduce((sum, weight) => sum + weight, 0)
  for (let row = 0; row < table.length; row++) {
    const frame = tree.frame[table.node[row] as number] as number
    const name = owned.owners[owned.frames[frame]?.owner ?? -1]?.name ?? ''
    byOwner[name] = (byOwner[name] ?? 0) + (table.weight[row] as number) / whole
  }
  return byOwner
}

/** `name, purl` of the functions outside of Node itself. */
function owners(profile: Profile): string[] {
  const owned = ownProfile(profile, graph)
  return owned.frames.flatMap(({ owner, function: name }) => {
    const found = owned.owners[owner]
    return found?.kind === 'dependency' || found?.kind === 'own' ? `${name}, ${found.name}` : []
  })
}

/** Of each package, a function that ran long enough to be seen in every recording, by whichever name a bundler leaves it. */
const whose = ['totalOf, pkg:npm/checkout@1.0.0', 'dispatch, pkg:npm/checkout@1.0.0', 'exports, pkg:npm/ms@2.1.3']
const packages = ['checkout@1.0.0', 'ms@2.1.3', 'fastest-levenshtein@1.0.16'].map((one) => `pkg:npm/${one}`)

describe('a bundled service', () => {
  it('is, as it is written, of three owners', async () => {
    const profile = await recording('unbundled')
    expect(owners(profile)).toEqual(expect.arrayContaining(whose))
    expect(placeInSources(profile, [])).toBe(profile)
  })

  for (const bundler of bundlers) {
    it(`of ${bundler} is owned by its map as its sources are`, async () => {
      const profile = await recording(bundler)
      const placed = placeInSources(profile, [mapOf(bundler)])
      expect(scriptsToPlace(profile)).toEqual([`/srv/app/dist/${bundler}.js`])
      expect(placed.notes.at(-1)?.text).toMatch(/^1\d of 1\d functions of a script were placed in its sources/)
      // rollup calls what a module exports by the module's name.
      const expected = bundler === 'rollup' ? whose.map((line) => line.replace('exports,', 'ms,')) : whose
      expect(owners(placed)).toEqual(expect.arrayContaining(expected))
      const [found, unbundled] = [shares(placed), shares(await recording('unbundled'))]
      for (const owner of packages) {
        expect(found[owner]).toBeGreaterThan(0)
        expect(Math.abs((found[owner] ?? 0) - (unbundled[owner] ?? 0))).toBeLessThan(0.15)
      }
      expect(found['bundled code'] ?? 0).toBe(0)
    })
  }

  for (const bundler of ['esbuild', 'minified', 'webpack']) {
    it(`of ${bundler} without its map says which one would tell`, async () => {
      const owned = ownProfile(await recording(bundler), graph)
      const unknown = owned.frames.find(({ owner }) => owned.owners[owner]?.name === 'bundled code')
      expect(unknown?.reason).toBe(
        `a bundle of many modules; its source map ${bundler}.js.map would tell which, beside it in the sources or in one zip with the profile`,
      )
    })
  }

  it('is read by the map that the script itself holds', async () => {
    const map = Buffer.from(mapOf('minified').text).toString('base64')
    const text = `"use strict";\n//# sourceMappingURL=data:application/json;base64,${map}\n`
    const placed = placeInSources(await recording('minified'), [{ path: 'dist/minified.js', text }])
    expect(owners(placed)).toEqual(expect.arrayContaining(whose))
  })

  it('keeps every sample, and one frame for each function', async () => {
    const profile = await recording('minified')
    const placed = placeInSources(profile, [mapOf('minified')])
    expect(placed.samples.weight).toEqual(profile.samples.weight)
    expect(new Set(placed.frames.map((frame) => JSON.stringify(frame))).size).toBe(placed.frames.length)
  })

  const elsewhere: [bundler: string, map: string][] = [
    ['esbuild', 'rollup'],
    ['rollup', 'esbuild'],
    ['rollup', 'rolldown'],
    ['webpack', 'minified'],
    ['minified', 'webpack'],
  ]
  for (const [bundler, other] of elsewhere) {
    it(`of ${bundler} is not believed to be what the map of ${other} says`, async () => {
      const profile = await recording(bundler)
      const placed = placeInSources(profile, [{ ...mapOf(other), path: `dist/${bundler}.js.map` }])
      expect(placed.notes.at(-1)?.text).toMatch(/^The source map of a script is of another build/)
      expect(shares(placed)).toEqual(shares(profile))
    })
  }

  it('is as it was where the map cannot be read, and the report says so', async () => {
    const profile = await recording('esbuild')
    const placed = placeInSources(profile, [{ path: 'dist/esbuild.js.map', text: '{"version":3' }])
    expect(placed.notes.at(-1)?.text).toMatch(/^A source map cannot be used: dist\/esbuild\.js\.map:1: not valid JSON/)
    expect(shares(placed)).toEqual(shares(profile))
  })
})

describe('a script that perf or collapsed stacks name with line and column', () => {
  it('is placed like one of a CPU profile', () => {
    const map = {
      version: 3,
      sources: ['../node_modules/ms/index.js', '../src/cart.ts'],
      names: [],
      // Line 1: column 9 is line 48 of ms; line 2: column 9 is line 7 of cart.
      mappings: 'SA+CS;SCzCA',
    }
    const builder = new ProfileBuilder()
    const metric = builder.metric('samples', 'samples', 'cpu')
    const thread = builder.thread('node', null, null)
    const at = (name: string) =>
      builder.frame({ name, file: null, line: null, object: null, kind: null, inlined: false })
    const outer = builder.child(0, at('JS:*total file:///srv/app/dist/server.js:2:15'))
    builder.add(builder.child(outer, at('parse /srv/app/dist/server.js:1:15')), thread, metric, 1, 1)
    const profile = builder.finish({ format: 'folded', durationSeconds: null, understood: 1, notes: [] })
    const placed = placeInSources(profile, [{ path: 'dist/server.js.map', text: JSON.stringify(map) }])
    expect(placed.frames.map(({ name, file, line }) => `${name} ${file}:${line}`)).toEqual([
      'total /srv/app/src/cart.ts:7',
      'parse /srv/app/node_modules/ms/index.js:48',
    ])
  })
})

describe('scripts of which few functions were seen', () => {
  // In both scripts, `total(` begins at column 9 of line 1, which is line 2, column 3 of the source.
  const map = (source: string) => ({
    version: 3,
    sources: ['../src/cart.ts'],
    sourcesContent: [source],
    names: [],
    mappings: 'SACE',
  })
  const seen = (...scripts: string[]) => {
    const builder = new ProfileBuilder()
    const metric = builder.metric('samples', 'samples', 'cpu')
    const thread = builder.thread('node', null, null)
    for (const [at, script] of scripts.entries()) {
      const frame = { name: 'total', file: script, line: 1, column: 15, object: null, kind: null, inlined: false }
      builder.add(builder.child(0, builder.frame(frame)), thread, metric, 1 + at, 1)
    }
    return builder.finish({ format: 'folded', durationSeconds: null, understood: 1, notes: [] })
  }
  const file = (name: string, source: string) => ({ path: `dist/${name}.js.map`, text: JSON.stringify(map(source)) })

  it('are placed where the source has the name of one', () => {
    const placed = placeInSources(seen('/srv/dist/a.js'), [file('a', '\n  total() {}')])
    expect(placed.frames[0]?.file).toBe('/srv/src/cart.ts')
  })

  it('stay where they are where the source has another name there', () => {
    const placed = placeInSources(seen('/srv/dist/a.js'), [file('a', '\n  subtract() {}')])
    expect(placed.frames[0]?.file).toBe('/srv/dist/a.js')
    expect(placed.notes.at(-1)?.text).toMatch(/^The source map of a script is of another build/)
  })

  it('are told of in one sentence for each outcome, with the script that has most time', () => {
    const names = ['a', 'b', 'c', 'd']
    const maps = names.map((name) => file(name, name < 'c' ? '\n  total() {}' : '\n  subtract() {}'))
    const placed = placeInSources(seen(...names.map((name) => `/srv/dist/${name}.js`)), maps)
    expect(placed.notes.map(({ text }) => text)).toEqual([
      '2 of 2 functions of 2 scripts were placed in their sources by source maps; most time is in b.js.',
      expect.stringMatching(/another build.*So it is for 2 scripts, above all d\.js\.$/),
    ])
  })
})

describe('any profile and any map', () => {
  it('end in a profile of the same weight', () => {
    const frame: fc.Arbitrary<Frame> = fc.record({
      name: fc.constantFrom('a', 'b.c', '', 'node_modules/a.js'),
      file: fc.constantFrom('/srv/app/dist/a.js', '/srv/app/node_modules/b/a.js', null),
      line: fc.nat(3).map((line) => line + 1),
      column: fc.nat(30).map((column) => column + 1),
      object: fc.constant(null),
      kind: fc.constant(null),
      inlined: fc.boolean(),
    })
    const text = fc.record({
      version: fc.constant(3),
      sources: fc.array(fc.oneof(fc.constantFrom('../src/a.ts', 'webpack://x/./a', '\0b'), fc.constant(null)), {
        maxLength: 3,
      }),
      names: fc.array(fc.string(), { maxLength: 2 }),
      mappings: fc.stringMatching(/^[A-Za-z0-9+/,;]{0,60}$/),
    })
    const law = fc.property(fc.array(fc.array(frame, { maxLength: 5 }), { maxLength: 8 }), text, (stacks, map) => {
      const builder = new ProfileBuilder()
      const metric = builder.metric('samples', 'samples', 'cpu')
      const thread = builder.thread('node', null, null)
      for (const stack of stacks) {
        const leaf = stack.reduce((node, one) => builder.child(node, builder.frame(one)), 0)
        builder.add(leaf, thread, metric, 1, 1)
      }
      const profile = builder.finish({ format: 'folded', durationSeconds: null, understood: 1, notes: [] })
      const placed = placeInSources(profile, [{ path: 'dist/a.js.map', text: JSON.stringify(map) }])
      expect(depths(placed)).toEqual(depths(profile))
      const edges = Array.from(placed.tree.frame, (called, node) => `${placed.tree.parent[node]} ${called}`)
      expect(new Set(edges).size).toBe(edges.length)
    })
    fc.assert(law, { numRuns: 200 })
  })
})

/** Weight and depth of each row's stack. */
function depths({ samples, tree }: Profile): string[] {
  return Array.from(samples.node, (leaf, row) => {
    let depth = 0
    for (let node = leaf; node > 0; node = tree.parent[node] as number) depth += 1
    return `${samples.weight[row]} ${depth}`
  })
}
