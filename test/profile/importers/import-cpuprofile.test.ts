import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importCpuprofile } from '../../../src/profile/importers/import-cpuprofile.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, sum, weightsByStack } from './import-bytes.ts'

type Json = Record<string, unknown>

function node(id: number, functionName: string, children: number[] = [], callFrame: Json = {}): Json {
  return {
    id,
    callFrame: { functionName, scriptId: '7', url: '', lineNumber: -1, ...callFrame },
    hitCount: 0,
    children,
  }
}

const checkout = {
  nodes: [
    node(1, '(root)', [2, 3, 4, 5]),
    node(2, '(program)'),
    node(3, '(idle)'),
    node(4, '(garbage collector)'),
    node(5, '', [6], { url: 'file:///srv/checkout%20api/index.js', lineNumber: 0 }),
    node(6, 'parse', [7], { url: 'file:///srv/checkout%20api/node_modules/qs/lib/parse.js', lineNumber: 41 }),
    node(7, 'RegExp: a;b+$'),
  ],
  startTime: 5_000_000,
  endTime: 5_011_500,
  samples: [2, 6, 7, 7, 3, 4],
  timeDeltas: [4000, 1000, 1500, 1500, 2000, 500],
}

function read(file: Json, pieceLength?: number) {
  return importBytes(importCpuprofile, JSON.stringify(file), pieceLength)
}

describe('a .cpuprofile of Node', () => {
  it('charges each sample with the time until the next one, and the last one with the time until the end', async () => {
    const profile = await read(checkout)
    expect(weightsByStack(profile)).toEqual({
      '(program)': 1_000_000,
      '(anonymous);parse': 1_500_000,
      '(anonymous);parse;RegExp: a;b+$': 3_500_000,
      '(idle)': 500_000,
      '(garbage collector)': 1_000_000,
    })
    expect(profile.metrics).toEqual([{ name: 'cpu-time', unit: 'nanoseconds', kind: 'cpu' }])
    expect(profile).toMatchObject({ format: 'cpuprofile', durationSeconds: 0.0115, understood: 1, notes: [] })
  })

  it('tells functions on one line of a bundle apart by their columns', async () => {
    const bundle = { url: 'file:///srv/checkout/dist/server.js', lineNumber: 0 }
    const profile = await read({
      nodes: [
        node(1, '(root)', [2, 3, 4]),
        node(2, 'a', [], { ...bundle, columnNumber: 120 }),
        node(3, 'a', [], { ...bundle, columnNumber: 4711 }),
        node(4, 'a', [], { ...bundle, columnNumber: 4711 }),
      ],
      startTime: 0,
      endTime: 30,
      samples: [2, 3, 4],
      timeDeltas: [0, 10, 10],
    })
    expect(profile.frames.map(({ line, column }) => [line, column])).toEqual([
      [1, 121],
      [1, 4712],
    ])
  })

  it('counts samples, whatever time each of them stands for', async () => {
    expect(countsByStack(await read(checkout))).toMatchObject({
      '(anonymous);parse': 1,
      '(anonymous);parse;RegExp: a;b+$': 2,
    })
  })

  it('gives samples on lines that a library function cannot have to the own function that V8 inlined there', async () => {
    const own = { url: 'file:///srv/checkout/lib/distance.js', lineNumber: 1 }
    const profile = await read({
      nodes: [
        node(1, '(root)', [2]),
        {
          ...node(2, 'baseMap', [3], { url: 'file:///srv/checkout/node_modules/acme-list/list.js', lineNumber: 3579 }),
          hitCount: 4,
          positionTicks: [
            { line: 6, ticks: 3 },
            { line: 3584, ticks: 1 },
          ],
        },
        { ...node(3, 'distance', [], own), hitCount: 1, positionTicks: [{ line: 6, ticks: 1 }] },
      ],
      samples: [2, 2, 2, 2, 3],
    })
    expect(countsByStack(profile)).toEqual({ baseMap: 1, 'baseMap;distance': 4 })
    expect(profile.frames.filter(({ name }) => name === 'distance').map(({ inlined }) => inlined)).toEqual([
      false,
      true,
    ])
    expect(profile.notes).toEqual([
      {
        code: 'inlined-code',
        text: '3 samples were given to functions that V8 had inlined into their callers, as their source lines prove.',
      },
    ])
  })

  it('moves a single sample of many, and all of the time with the last one', async () => {
    const caller = { url: 'file:///srv/checkout/node_modules/acme-list/list.js', lineNumber: 3579 }
    const own = { url: 'file:///srv/checkout/lib/distance.js', lineNumber: 1 }
    const recording = (ticks: number) => ({
      nodes: [
        node(1, '(root)', [2]),
        { ...node(2, 'baseMap', [3], caller), hitCount: 49, positionTicks: [{ line: 6, ticks }] },
        { ...node(3, 'distance', [], own), hitCount: 1, positionTicks: [{ line: 6, ticks: 1 }] },
      ],
      samples: [...Array(49).fill(2), 3],
      timeDeltas: Array(50).fill(7),
    })
    expect(countsByStack(await read(recording(1)))).toEqual({ baseMap: 48, 'baseMap;distance': 2 })
    expect(weightsByStack(await read(recording(49)))).toEqual({ 'baseMap;distance': 49 * 7000 })
  })

  it('leaves samples with their function where two functions could have been inlined there', async () => {
    const at = (id: number, functionName: string, file: string) => ({
      ...node(id, functionName, [], { url: `file:///srv/checkout/lib/${file}`, lineNumber: 1 }),
      hitCount: 1,
      positionTicks: [{ line: 6, ticks: 1 }],
    })
    const profile = await read({
      nodes: [
        node(1, '(root)', [2]),
        { ...node(2, 'baseMap', [3, 4], { lineNumber: 90 }), hitCount: 2, positionTicks: [{ line: 6, ticks: 2 }] },
        at(3, 'distance', 'distance.js'),
        at(4, 'weight', 'weight.js'),
      ],
      samples: [2, 2, 3, 4],
    })
    expect(countsByStack(profile)).toEqual({ baseMap: 2, 'baseMap;distance': 1, 'baseMap;weight': 1 })
    expect(profile.notes).toEqual([])
  })

  it('keeps idle samples apart', async () => {
    const { samples, frames, tree } = await read(checkout)
    const idle = [...samples.idle.keys()].filter((row) => samples.idle[row] === 1)
    expect(idle.map((row) => frames[tree.frame[samples.node[row] ?? 0] ?? -1]?.name)).toEqual(['(idle)'])
  })

  it('reads the same whatever the pieces in which the file comes', async () => {
    expect(await read(checkout, 7)).toEqual(await read(checkout))
  })

  it('says of frames where they are, counting lines from 1, and of V8 itself that it is native', async () => {
    const { frames } = await read(checkout)
    expect(frames).toContainEqual({
      name: 'parse',
      file: '/srv/checkout api/node_modules/qs/lib/parse.js',
      line: 42,
      object: null,
      kind: null,
      inlined: false,
    })
    expect(frames.find(({ name }) => name === '(anonymous)')).toMatchObject({
      file: '/srv/checkout api/index.js',
      line: 1,
    })
    expect(frames.find(({ name }) => name.startsWith('RegExp'))).toMatchObject({ file: null, line: null, kind: null })
    expect(frames.filter(({ kind }) => kind === 'native').map(({ name }) => name)).toEqual([
      '(program)',
      '(idle)',
      '(garbage collector)',
    ])
  })

  it('takes two nodes of one function for one frame', async () => {
    const twice = [node(1, '(root)', [2, 4]), node(2, 'a', [3]), node(3, 'b'), node(4, 'b')]
    const { frames } = await read({ ...checkout, nodes: twice, samples: [3, 4], timeDeltas: [0, 1] })
    expect(frames.map(({ name }) => name)).toEqual(['a', 'b'])
  })

  it('counts no time twice where samples come out of order', async () => {
    const { startTime } = checkout
    const file = { ...checkout, endTime: startTime + 40, samples: [6, 7, 6, 7], timeDeltas: [0, 20, -10, 20] }
    expect(weightsByStack(await read(file))).toEqual({
      '(anonymous);parse': 20_000 + 10_000,
      '(anonymous);parse;RegExp: a;b+$': 0 + 10_000,
    })
  })

  it('uses hit counts where the file has no samples', async () => {
    const nodes = checkout.nodes.map((each) => ({ ...each, hitCount: each.id === 7 ? 12 : 0 }))
    const profile = await read({ nodes, startTime: 0, endTime: 3_000_000 })
    expect(weightsByStack(profile)).toEqual({ '(anonymous);parse;RegExp: a;b+$': 12 })
    expect(profile.metrics).toEqual([{ name: 'samples', unit: 'samples', kind: 'cpu' }])
    expect(profile.durationSeconds).toBe(3)
  })

  it('counts samples where the file has no times', async () => {
    const profile = await read({ nodes: checkout.nodes, samples: [6, 6, 7] })
    expect(weightsByStack(profile)).toEqual({ '(anonymous);parse': 2, '(anonymous);parse;RegExp: a;b+$': 1 })
    expect(profile.durationSeconds).toBeNull()
  })

  it('follows the callers that a profile out of a Chrome trace names instead of children', async () => {
    const nodes = [
      { id: 9, parent: 8, callFrame: { functionName: 'b' } },
      { id: 8, parent: 1, callFrame: { functionName: 'a' } },
      { id: 1, callFrame: { functionName: '(root)' } },
    ]
    expect(weightsByStack(await read({ nodes, samples: [9] }))).toEqual({ 'a;b': 1 })
  })

  it('says how many samples belong to nodes that are not there', async () => {
    const profile = await read({ ...checkout, samples: [2, 6, 99, 99, 3, 4] })
    expect(profile.understood).toBeCloseTo(4 / 6)
    expect(profile.notes).toEqual([
      { code: 'skipped-lines', text: '2 of 6 samples have no time, or belong to nodes that the file lacks.' },
    ])
  })

  it('reads a recording in which nothing was sampled', async () => {
    const profile = await read({ nodes: [node(1, '(root)')], startTime: 0, endTime: 0, samples: [], timeDeltas: [] })
    expect(profile.samples).toHaveLength(0)
    expect(profile.notes.map(({ code }) => code)).toEqual(['no-samples'])
  })
})

describe('a .cpuprofile in the shape before 2016', () => {
  const head = {
    id: 1,
    functionName: '(root)',
    hitCount: 0,
    children: [
      { id: 2, functionName: 'a', url: '/srv/checkout/index.js', lineNumber: 12, hitCount: 1, children: [] },
      { id: 3, functionName: 'b', url: '', lineNumber: 0, hitCount: 2 },
    ],
  }
  const old = { typeId: 'CPU', head, startTime: 163, endTime: 163, samples: [2, 3, 3] }

  it('reads nested nodes, microseconds, and lines that count from 1', async () => {
    const profile = await read({ ...old, timestamps: [163_000_100, 163_000_150, 163_000_300, 163_000_400] })
    expect(weightsByStack(profile)).toEqual({ a: 50_000, b: 250_000 })
    expect(profile.frames.map(({ file, line }) => ({ file, line }))).toEqual([
      { file: '/srv/checkout/index.js', line: 12 },
      { file: null, line: null },
    ])
    expect(profile.durationSeconds).toBeCloseTo(0.0003)
  })

  it('gives the last sample no time where the file does not say when it ends', async () => {
    const profile = await read({ ...old, timestamps: [163_000_100, 163_000_150, 163_000_300] })
    expect(weightsByStack(profile)).toEqual({ a: 50_000, b: 150_000 })
    expect(countsByStack(profile)).toEqual({ a: 1, b: 2 })
  })

  it('reads a stack of 12,000 nodes inside each other', async () => {
    const depth = 12_000
    const children = Array.from({ length: depth }, (_, id) => `{"id":${id + 2},"functionName":"f","children":[`)
    const text = `{"head":{"id":1,"functionName":"(root)","children":[${children.join('')}${']}'.repeat(depth)}]},"samples":[${depth}]}`
    const profile = await importBytes(importCpuprofile, text)
    expect(sum(profile.samples.count)).toBe(1)
    expect(profile.notes.map(({ code }) => code)).toEqual(['cut-stacks'])
  })
})

describe('a .cpuprofile that is broken', () => {
  const nodes = [node(1, '(root)', [2]), node(2, 'a', [3]), node(3, 'b')]
  const cases: [string, unknown, RegExp][] = [
    ['no JSON', undefined, /recording: .* at byte 0; a complete JSON file/],
    ['another JSON', { hello: 1 }, /no nodes of V8's; a \.cpuprofile has nodes, or a head/],
    ['a list', [1], /no nodes of V8's/],
    ['another graph', { nodes: [{ id: 'a' }], edges: [] }, /no nodes of V8's/],
    [
      'a heap profile',
      { head: { callFrame: { functionName: '(root)' }, selfSize: 0, children: [] } },
      /no nodes of V8's/,
    ],
    ['a node that is no object', { nodes: [node(1, 'a'), 1] }, /nodes\[1\] is missing or no object/],
    ['a node without id', { nodes: [{ callFrame: {} }] }, /nodes\[0\]\.id is missing or no number/],
    ['a node without callFrame', { nodes: [node(1, 'a'), { id: 2 }] }, /nodes\[1\]\.callFrame is missing or no object/],
    ['a nameless node', { nodes: [{ id: 4, callFrame: {} }] }, /node\[4\]\.functionName is missing or no text/],
    ['an id that comes twice', { nodes: [node(1, 'a'), node(1, 'b')] }, /two nodes have the id 1/],
    ['a child that is missing', { nodes: [node(1, 'a', [7])] }, /refers to node 7, which the file lacks/],
    ['a child of two callers', { nodes: [...nodes, node(4, 'c', [3])] }, /node 3 has two callers/],
    ['a circle', { nodes: [node(1, '(root)'), node(2, 'a', [3]), node(3, 'b', [2])] }, /node 2 is below itself/],
    ['a node below itself', { nodes: [node(1, 'a', [1])] }, /node 1 is below itself/],
    ['a negative hit count', { nodes: [{ ...node(1, 'a'), hitCount: -1 }] }, /node 1 has a hitCount of -1/],
    ['samples that are no list', { nodes, samples: 7 }, /samples is missing or no list/],
    [
      'a delta that is no number',
      { nodes, samples: [3], timeDeltas: ['1'] },
      /timeDeltas\[0\] is missing or no number/,
    ],
  ]

  it.each(cases)('is refused: %s', async (_, file, message) => {
    expect(await refusal(importCpuprofile, file === undefined ? 'x' : JSON.stringify(file))).toMatch(message)
  })

  it('is refused where few bytes would take gigabytes', async () => {
    expect(await refusal(importCpuprofile, '['.repeat(200_000))).toMatch(
      /more than 100000 levels of JSON at byte 100000/,
    )
  })

  it('is refused where time is beyond all numbers', async () => {
    const file = JSON.stringify({ nodes, samples: [3, 3], timeDeltas: [0, 0] }).replace('[0,0]', '[0,1e400]')
    expect(await refusal(importCpuprofile, file)).toMatch(/timeDeltas\[1\] is missing or no number/)
  })

  it('ends in a profile or one line, wherever it is cut and whichever bit flips', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(checkout))
    for (let length = 0; length < bytes.length; length += 3) {
      await expectProfileOrRefusal(importCpuprofile, bytes.subarray(0, length))
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = bytes.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        await expectProfileOrRefusal(importCpuprofile, flipped)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the time of a .cpuprofile', () => {
  it('is all time from the first sample to the end, however samples are ordered', async () => {
    const samples = fc.array(fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: -50, max: 2000 })), {
      minLength: 1,
    })
    await fc.assert(
      fc.asyncProperty(samples, fc.nat(3000), async (drawn, tail) => {
        const timeDeltas = drawn.map(([, delta]) => delta)
        let now = 0
        const times = timeDeltas.map((delta) => (now += delta))
        const endTime = Math.max(...times) + tail
        const nodes = [node(1, '(root)', [2, 3]), node(2, 'a', [4]), node(3, '(idle)'), node(4, 'b')]
        const file = { nodes, startTime: 0, endTime, samples: drawn.map(([id]) => id), timeDeltas }
        const profile = await read(file)
        expect(sum(profile.samples.weight)).toBe(1000 * (endTime - (times[0] ?? 0)))
        expect(sum(profile.samples.count)).toBe(drawn.length)
      }),
    )
  })

  it('is the sum of the deltas after the first where none is negative', async () => {
    const deltas = fc.array(fc.nat(2000), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(deltas, async (timeDeltas) => {
        const file = { nodes: [node(1, 'a')], samples: timeDeltas.map(() => 1), timeDeltas }
        expect(sum((await read(file)).samples.weight)).toBe(1000 * sum(timeDeltas.slice(1)))
      }),
    )
  })
})

describe('whether a file could be a .cpuprofile', () => {
  it.each([
    ['nodes', JSON.stringify(checkout), true],
    ['a byte order mark and space', `\ufeff\n ${JSON.stringify(checkout)}`, true],
    ['the older shape', '{"typeId":"CPU","head":{', true],
    ['another JSON', '{"meta":{"interval":1}', false],
    ['stacks', 'a;nodes;"head":c 12\n', false],
    ['nothing', '', false],
  ])('tells by the first bytes: %s', (_, text, could) => {
    expect(importCpuprofile.couldBe(new TextEncoder().encode(text))).toBe(could)
  })
})
