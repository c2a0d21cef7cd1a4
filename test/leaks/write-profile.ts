import { gzipSync } from 'node:zlib'
import { encodePprof } from '../profile/importers/encode-pprof.ts'
import type { SecretWords } from './secret-words.ts'

/** A frame as a profiler sees it. */
export interface SeenFrame {
  readonly symbol: string
  readonly file: string
  /** The binary that it is in. */
  readonly object: string
}

/** A stack, outermost frame first, and how often it was seen. */
export interface SeenStack {
  readonly frames: readonly SeenFrame[]
  readonly count: number
}

export type WriteProfile = (stacks: readonly SeenStack[], secrets: SecretWords) => { ending: string; bytes: Uint8Array }

/** Profiles in several formats; what the format has room for besides stacks holds secrets too. */
export const writers = {
  folded(stacks) {
    const line = ({ frames, count }: SeenStack) => `${frames.map(({ symbol }) => symbol).join(';')} ${count}\n`
    return { ending: 'folded', bytes: Buffer.from(stacks.map(line).join('')) }
  },

  perfScript(stacks, secrets) {
    const header = [
      `# captured on    : Mon Nov 23 ${12}:34:56 2026`,
      `# hostname : ${secrets.word('host')}.corp.example`,
      `# nrcpus online : ${secrets.number('number of cores')}`,
      `# cmdline : /usr/bin/perf record -F 99 -p 1 --user ${secrets.word('user')}`,
    ]
    const command = `svc-${secrets.word('process')}`.slice(0, 15)
    const [thread, start] = [secrets.number('thread'), secrets.number('time')]
    const samples = stacks.flatMap(({ frames, count }, at) =>
      Array.from({ length: count }, (_, index) => {
        const head = `${command} ${thread}/${thread} [017] ${start}.${100_000 + at * 1_000 + index}:   10101010 cpu-clock:`
        const lines = [...frames].reverse().map(({ symbol, object }) => `\t    55d0c0ffee12 ${symbol}+0x12 (${object})`)
        return `${head}\n${lines.join('\n')}\n\n`
      }),
    )
    return { ending: 'perf', bytes: Buffer.from(`${header.join('\n')}\n#\n${samples.join('')}`) }
  },

  cpuprofile(stacks) {
    const nodes: { id: number; callFrame: object; children: number[] }[] = []
    const node = (symbol: string, url: string): number => {
      const callFrame = { functionName: symbol, scriptId: '1', url, lineNumber: 1, columnNumber: 1 }
      return nodes.push({ id: nodes.length + 1, callFrame, children: [] })
    }
    node('(root)', '')
    const samples = stacks.flatMap(({ frames, count }) => {
      let parent = 1
      for (const { symbol, file } of frames) {
        const id = node(symbol, file)
        nodes[parent - 1]?.children.push(id)
        parent = id
      }
      return Array.from({ length: count }, () => parent)
    })
    const profile = {
      nodes,
      startTime: 0,
      endTime: samples.length * 1000,
      samples,
      timeDeltas: samples.map(() => 1000),
    }
    return { ending: 'cpuprofile', bytes: Buffer.from(JSON.stringify(profile)) }
  },

  speedscope(stacks, secrets) {
    const frames = stacks.flatMap((stack) => stack.frames)
    const shared = frames.map(({ symbol, file }) => ({ name: symbol, file, line: 1 }))
    let next = 0
    const samples = stacks.map((stack) => stack.frames.map(() => next++))
    const weights = stacks.map(({ count }) => count / 100)
    const endValue = weights.reduce((sum, weight) => sum + weight, 0)
    const name = `py-spy of ${secrets.word('host')}.corp.example by ${secrets.word('user')}@corp.example`
    const file = {
      $schema: 'https://www.speedscope.app/file-format-schema.json',
      exporter: 'py-spy',
      name,
      profiles: [
        {
          type: 'sampled',
          name: `worker ${secrets.word('thread')}`,
          unit: 'seconds',
          startValue: 0,
          endValue,
          samples,
          weights,
        },
      ],
      shared: { frames: shared },
    }
    return { ending: 'json', bytes: Buffer.from(JSON.stringify(file)) }
  },

  pprof(stacks, secrets) {
    const all = stacks.flatMap((stack) => stack.frames)
    const places = new Map(all.map((frame, index) => [frame, index + 1]))
    const label = { key: `tenant-${secrets.word('label')}`, text: `${secrets.word('label')}@corp.example` }
    const bytes = encodePprof({
      types: [
        ['samples', 'count'],
        ['cpu', 'nanoseconds'],
      ],
      mappings: [`/srv/${secrets.word('path')}/bin/service`],
      functions: all.map(({ symbol, file }) => ({ name: symbol, file })),
      locations: all.map((_, index) => ({ functions: [index + 1], mapping: 1 })),
      samples: stacks.map(({ frames, count }) => ({
        stack: frames.map((frame) => places.get(frame) ?? 0).reverse(),
        values: [count, count * 10_000_000],
        labels: [label],
      })),
      period: { type: 'cpu', unit: 'nanoseconds', value: 10_000_000 },
      durationNanoseconds: 5_000_000_000,
    })
    return { ending: 'pb.gz', bytes: gzipSync(bytes) }
  },
} satisfies Record<string, WriteProfile>
