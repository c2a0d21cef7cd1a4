import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importPerfScript } from '../../../src/profile/importers/import-perf-script.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, sum, weightsByStack } from './import-bytes.ts'

/** `perf record -e cpu-clock -F 99 -g`, as perf 6.1 prints it. */
const CHECKOUT = `# ========
# captured on    : Mon Mar  3 10:00:00 2025
# cmdline : /usr/bin/perf record -e cpu-clock -F 99 -g -p 4711
# ========
#
checkout 4711  1052.721526:   10101010 cpu-clock: 
\tffffffff821f5b65 irqentry_exit_to_user_mode+0x105 ([kernel.kallsyms])
\t          142bb7 <acme_cart::Cart as acme_core::Total>::total+0x17 (/srv/checkout/bin/checkout)
\t          125f7f checkout::main+0x3af (/srv/checkout/bin/checkout)
\t           2724a __libc_start_call_main+0x7a (/usr/lib/x86_64-linux-gnu/libc.so.6)

checkout 4711  1052.731627:   10101010 cpu-clock: 
\t          142ba1 <acme_cart::Cart as acme_core::Total>::total+0x1 (/srv/checkout/bin/checkout)
\t          125f7f checkout::main+0x3af (/srv/checkout/bin/checkout)
\t           2724a __libc_start_call_main+0x7a (/usr/lib/x86_64-linux-gnu/libc.so.6)

tokio-runtime-w 4713  1053.721526:   10101010 cpu-clock: 
\t               0 [unknown] ([unknown])

`

function read(text: string, pieceLength?: number) {
  return importBytes(importPerfScript, text, pieceLength)
}

/** One sample with these frame lines. */
function sampleOf(...lines: string[]): string {
  return `checkout 4711 1.000000: 10101010 cpu-clock: \n${lines.map((line) => `\t${line}\n`).join('')}\n`
}

async function frameOf(line: string): Promise<Frame | undefined> {
  const profile = await read(sampleOf(line))
  expect(profile.understood).toBe(1)
  return profile.frames[0]
}

describe('perf script', () => {
  it('reads stacks outermost frame first, with the period as weight', async () => {
    const profile = await read(CHECKOUT)
    const main = '__libc_start_call_main;checkout::main'
    expect(weightsByStack(profile)).toEqual({
      [`${main};<acme_cart::Cart as acme_core::Total>::total;irqentry_exit_to_user_mode`]: 10_101_010,
      [`${main};<acme_cart::Cart as acme_core::Total>::total`]: 10_101_010,
      '[unknown]': 10_101_010,
    })
    expect(profile.metrics).toEqual([{ name: 'cpu-clock', unit: 'nanoseconds', kind: 'cpu' }])
    expect(profile.threads).toEqual([
      { name: 'checkout', pid: null, tid: 4711 },
      { name: 'tokio-runtime-w', pid: null, tid: 4713 },
    ])
    expect(profile).toMatchObject({ format: 'perf-script', understood: 1, notes: [] })
    expect(profile.durationSeconds).toBeCloseTo(1, 9)
  })

  it('counts the samples that were taken before the frame of a function outside the kernel was set up', async () => {
    expect(sum((await read(CHECKOUT)).samples.atEntry)).toBe(1)
    const kernel = await read(sampleOf('ffffffff81000130 entry_SYSCALL_64+0x0 ([kernel.kallsyms])'))
    expect(sum(kernel.samples.atEntry)).toBe(0)
    const within = await read(sampleOf('1234 main+0x10 (/bin/a)', '99 _start+0x0 (/bin/a)'))
    expect(sum(within.samples.atEntry)).toBe(0)
  })

  it('reads the same with Windows line ends, wherever the file is cut into pieces', async () => {
    const whole = await read(CHECKOUT)
    const windows = CHECKOUT.replaceAll('\n', '\r\n')
    for (const pieceLength of [1, 2, 3, 7, 64, 1000]) {
      expect(await read(CHECKOUT, pieceLength)).toEqual(whole)
      expect(await read(windows, pieceLength)).toEqual(whole)
    }
  })
})

describe('header lines of perf script', () => {
  const cases: [string, { thread: object; metric: object; weight: number }][] = [
    [
      'checkout  4711/4712  [003] 12.345678:   250000 cycles:u: ',
      {
        thread: { name: 'checkout', pid: 4711, tid: 4712 },
        metric: { name: 'cycles:u', unit: 'cycles', kind: 'cpu' },
        weight: 250_000,
      },
    ],
    [
      'GC Thread#0 4712 12.345678: cpu-clock:pppH: ',
      {
        thread: { name: 'GC Thread#0', pid: null, tid: 4712 },
        metric: { name: 'cpu-clock:pppH', unit: 'samples', kind: 'cpu' },
        weight: 1,
      },
    ],
    [
      'worker 7 4712 250000 task-clock: ',
      {
        thread: { name: 'worker 7', pid: null, tid: 4712 },
        metric: { name: 'task-clock', unit: 'nanoseconds', kind: 'cpu' },
        weight: 250_000,
      },
    ],
    [
      'java 4712 cycles:',
      {
        thread: { name: 'java', pid: null, tid: 4712 },
        metric: { name: 'cycles', unit: 'samples', kind: 'cpu' },
        weight: 1,
      },
    ],
    [
      'java 4712 [001] cpu_core/cycles/: ',
      {
        thread: { name: 'java', pid: null, tid: 4712 },
        metric: { name: 'cpu_core/cycles/', unit: 'samples', kind: 'cpu' },
        weight: 1,
      },
    ],
    [
      'kworker/0:1-events 17 [000] 12.345678: 3 page-faults: ',
      {
        thread: { name: 'kworker/0:1-events', pid: null, tid: 17 },
        metric: { name: 'page-faults', unit: 'events', kind: 'events' },
        weight: 3,
      },
    ],
    [
      ':-1 -1 12.345678: 250000 cycles: ',
      {
        thread: { name: ':-1', pid: null, tid: -1 },
        metric: { name: 'cycles', unit: 'cycles', kind: 'cpu' },
        weight: 250_000,
      },
    ],
    [
      'sh 9 [000] 12.345678: 1 sched:sched_switch: prev_comm=sh prev_pid=9 ==> next_comm=GC Thread#0 (x)',
      {
        thread: { name: 'sh', pid: null, tid: 9 },
        metric: { name: 'sched:sched_switch', unit: 'events', kind: 'events' },
        weight: 1,
      },
    ],
    [
      'sh 9 12.345678: ',
      {
        thread: { name: 'sh', pid: null, tid: 9 },
        metric: { name: 'samples', unit: 'samples', kind: 'other' },
        weight: 1,
      },
    ],
  ]
  it.each(cases)('%s', async (header, { thread, metric, weight }) => {
    const profile = await read(`${header}\n\t1234 main+0x10 (/bin/a)\n\n`)
    expect(profile.understood).toBe(1)
    expect(profile.threads).toEqual([thread])
    expect(profile.metrics).toEqual([metric])
    expect(weightsByStack(profile)).toEqual({ main: weight })
  })

  it('keeps events apart and says that there are several', async () => {
    const profile = await read(
      'a 1 1.0: 500 cycles: \n\t10 main+0x1f (/bin/a)\n\na 1 2.0: 7 page-faults: \n\t10 main+0x1f (/bin/a)\n\n',
    )
    expect(weightsByStack(profile, 0)).toEqual({ main: 500 })
    expect(weightsByStack(profile, 1)).toEqual({ main: 7 })
    expect(profile.notes).toEqual([
      { code: 'several-metrics', text: 'The recording has 2 events: cycles, page-faults.' },
    ])
  })

  it('passes over what --show-mmap-events and --show-task-events print', async () => {
    const profile = await read(
      `swapper     0     0.000000: PERF_RECORD_MMAP -1/0: [0xffffffff81000000(0x1276f48) @ 0]: x [kernel.kallsyms]_text
perf-exec     0     0.000000: PERF_RECORD_COMM: perf-exec:4711/4711
${CHECKOUT}`,
    )
    expect(sum(profile.samples.count)).toBe(3)
    expect(profile.understood).toBe(1)
  })

  it('does not take a short line and the next one for one line', async () => {
    const frames = '\t1f a (x)\n\t1f b (x)\n\t1f a (x)\n\t               1 c (x)\n'
    const profile = await read(`a 1 1.0: 500 cycles: \n${frames}\n`.repeat(3))
    expect(weightsByStack(profile)).toEqual({ 'c;a;b;a': 1500 })
  })
})

describe('frame lines of perf script', () => {
  const libc: Partial<Frame> = { object: '/usr/lib/libc.so.6', kind: 'native' }
  const cases: [string, Partial<Frame>][] = [
    ['f838f write+0x4f (/usr/lib/libc.so.6)', { name: 'write', ...libc }],
    ['f838f write (/usr/lib/libc.so.6)', { name: 'write', ...libc }],
    ['f838f\twrite+0x4f (/usr/lib/libc.so.6)', { name: 'write', ...libc }],
    ['f838f [unknown] (/usr/lib/libc.so.6)', { name: '[unknown]', ...libc }],
    ['f838f (/usr/lib/libc.so.6)', { name: '[unknown]', ...libc }],
    ['f838f [unknown] ([unknown])', { name: '[unknown]', object: null, kind: null }],
    ['f838f', { name: '[unknown]', object: null, kind: null }],
    ['f838f write', { name: 'write', object: null, kind: null }],
    ['f838f f+0x4 (/tmp/my app/x.so (deleted))', { name: 'f', object: '/tmp/my app/x.so', kind: 'native' }],
    ['f838f f+0x4 (/tmp/a(b.so)', { name: 'f', object: '/tmp/a(b.so', kind: 'native' }],
    [
      'f838f acme::(anonymous namespace)::Cart::operator()(int, char const*) const+0x4 (/bin/a)',
      { name: 'acme::(anonymous namespace)::Cart::operator()(int, char const*) const', object: '/bin/a' },
    ],
    [
      'f838f <alloc::vec::Vec<fn(i32) -> u8> as acme::Total>::total::{closure#0}+0x4 (/bin/a)',
      { name: '<alloc::vec::Vec<fn(i32) -> u8> as acme::Total>::total::{closure#0}' },
    ],
    [
      '7f01 void com.acme.Chain.next(com.acme.Event, int)+0x1148 (perf-8001.map)',
      { name: 'void com.acme.Chain.next(com.acme.Event, int)', object: 'perf-8001.map', kind: 'jit' },
    ],
    [
      '7f01 JS:^next /srv/checkout/node_modules/express/lib/router/route.js:121:16+0x47d (/tmp/perf-8001.map)',
      { name: 'JS:^next /srv/checkout/node_modules/express/lib/router/route.js:121:16', kind: 'jit' },
    ],
    [
      '7f01 com.acme.Main$$Lambda+0x00007f52d0007358 (/tmp/perf-1.map)',
      { name: 'com.acme.Main$$Lambda+0x00007f52d0007358', kind: 'jit' },
    ],
    ['f838f gopkg.in/yaml%2ev2.(*parser).peek+0x29 (/bin/a)', { name: 'gopkg.in/yaml%2ev2.(*parser).peek' }],
    ['f838f broken (/bin/a', { name: 'broken (/bin/a', object: null }],
    ['ffffffff81 do_syscall_64+0x71 ([kernel.kallsyms])', { object: '[kernel.kallsyms]', kind: 'kernel' }],
    ['ffffffff81 tcp_v4+0x71 ([guest.kernel.kallsyms.9])', { kind: 'kernel' }],
    ['ffffffff81 nf_hook+0x71 ([nf_tables])', { object: '[nf_tables]', kind: 'kernel' }],
    ['ffffffff81 f+0x71 (/usr/lib/debug/boot/vmlinux-6.1.0)', { kind: 'kernel' }],
    ['ffffffff81 f+0x71 (/lib/modules/6.1.0/kernel/fs/ext4/ext4.ko.xz)', { kind: 'kernel' }],
    ['ffffffff81 bpf_prog_6deef7357e7b4530+0x71 (bpf_prog_6deef7357e7b4530)', { kind: 'kernel' }],
    ['7ffd __vdso_clock_gettime+0x71 ([vdso])', { object: '[vdso]', kind: 'native' }],
    ['address symbol (module)', { name: 'symbol', object: 'module' }],
  ]
  it.each(cases)('%s', async (line, frame) => {
    expect(await frameOf(line)).toMatchObject(frame)
  })

  it('gives an inlined function the object of the function around it', async () => {
    const profile = await read(
      sampleOf(
        '80fc4 _IO_new_file_write+0x24 (inlined)',
        '8037f new_do_write (inlined)',
        '8037f fflush+0x5f (/usr/lib/libc.so.6)',
        '1268 main+0x78 (/srv/checkout/bin/checkout)',
      ),
    )
    expect(weightsByStack(profile)).toEqual({ 'main;fflush;new_do_write;_IO_new_file_write': 10_101_010 })
    expect(profile.frames.map(({ name, object, inlined }) => [name, object, inlined])).toEqual([
      ['main', '/srv/checkout/bin/checkout', false],
      ['fflush', '/usr/lib/libc.so.6', false],
      ['new_do_write', '/usr/lib/libc.so.6', true],
      ['_IO_new_file_write', '/usr/lib/libc.so.6', true],
    ])
  })

  it('keeps one inlined function apart by the objects that it was inlined into', async () => {
    const text =
      sampleOf('1 clamp (inlined)', '1 f+0x9 (/lib/a.so)') +
      sampleOf('1 clamp (inlined)', '1 f+0x9 (/lib/b.so)') +
      sampleOf('1 clamp (inlined)')
    const clamps = (await read(text)).frames.filter(({ name }) => name === 'clamp')
    expect(clamps.map(({ object }) => object)).toEqual(['/lib/a.so', '/lib/b.so', null])
  })

  it('tolerates the source lines that -F +srcline puts between', async () => {
    const profile = await read(
      sampleOf('1268 main+0x78 (/bin/a)').replace(
        '(/bin/a)\n',
        '(/bin/a)\n  /usr/src/acme/main.c:12\n  [vdso][7ffd0123]\n',
      ),
    )
    expect(weightsByStack(profile)).toEqual({ main: 10_101_010 })
    expect(profile.understood).toBe(1)
  })

  it('reads frames that have lost their indentation', async () => {
    const profile = await read(
      'java 19983 cycles:\nffffffff8103d0ca native_write_msr ([kernel.kallsyms])\n10 main (/bin/a)\n\n',
    )
    expect(weightsByStack(profile)).toEqual({ 'main;native_write_msr': 1 })
  })
})

describe('samples of perf script without a stack', () => {
  it('reads the one frame behind the event, of commands with hexadecimal names too', async () => {
    const profile = await read(
      `              sh 24841  1313.708401:    1001001 cpu-clock:  ffffffff8225fd19 vfs_write+0x19 ([kernel.kallsyms])
              dd 24842  1313.709401:    1001001 cpu-clock:            1234 main (/bin/dd)
              dd 24842  1313.710401:    1001001 cpu-clock:            1234 main (/bin/dd)
`,
    )
    expect(weightsByStack(profile)).toEqual({ vfs_write: 1_001_001, main: 2_002_002 })
    expect(profile.threads.map(({ name }) => name)).toEqual(['sh', 'dd'])
  })

  it('gives a sample that is a header only to an unknown frame', async () => {
    const profile = await read(
      '              sh 24841    1001001 cpu-clock: \n              dd 24842    1001001 cpu-clock: \n',
    )
    expect(weightsByStack(profile)).toEqual({ '[unknown]': 2_002_002 })
    expect(countsByStack(profile)).toEqual({ '[unknown]': 2 })
  })
})

describe('idle processors in perf script', () => {
  const idle = async (text: string) => [...(await read(text)).samples.idle]

  it('tells the idle task and the idle loops of the kernel from work', async () => {
    expect(await idle('swapper 0 [007] 5.1: cpu-clock: \n\tffffffff81 do_softirq ([kernel.kallsyms])\n\n')).toEqual([1])
    expect(await idle('init 1 [007] 5.1: cpu-clock: \n\tffffffff81 intel_idle.constprop.0+0x1 (vmlinux)\n\n')).toEqual([
      1,
    ])
  })

  it('takes a function of the service by such a name for work', async () => {
    expect(await idle('checkout 7 [007] 5.1: cpu-clock: \n\t1234 default_idle+0x1 (/bin/checkout)\n\n')).toEqual([0])
  })
})

describe('what perf script says of a recording', () => {
  it('accepts a recording without samples for what it is', async () => {
    const profile = await read('# ========\n# captured on    : Mon Mar  3 10:00:00 2025\n# ========\n#\n')
    expect(profile.samples.length).toBe(0)
    expect(profile.understood).toBe(1)
    expect(profile.notes.map(({ code }) => code)).toEqual(['no-samples'])
  })

  it('takes no prose with numbers and colons for a recording', async () => {
    expect((await read('see page 12 below:\nand page 13 above:\n')).understood).toBe(0)
    expect((await read('# nothing but a comment\n')).understood).toBe(0)
  })

  it('measures in bytes what it understood, and names the first line that it did not', async () => {
    const profile = await read(`${CHECKOUT}this is no line of perf\nnor is this\n`)
    const strange = 'this is no line of perf\nnor is this\n'.length
    const comments = CHECKOUT.indexOf('checkout 4711')
    const blanks = 3
    expect(profile.understood).toBeCloseTo(1 - strange / (CHECKOUT.length - comments - blanks + strange), 9)
    expect(profile.notes).toEqual([
      { code: 'skipped-lines', text: '2 lines were not understood, of 21; the first is line 20.' },
    ])
  })

  it('says that callers are missing where stacks are as deep as the kernel records', async () => {
    const frames = Array.from({ length: 127 }, (_, depth) => `10 level_${depth}+0x9 (/bin/a)`)
    const { notes } = await read(CHECKOUT + sampleOf(...frames))
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatchObject({ code: 'cut-stacks', text: expect.stringContaining('25 % of the weight') })
  })

  it('says that symbols are missing, and of which object', async () => {
    const { notes } = await read(
      sampleOf('10 [unknown] (/usr/lib/libacme.so.2)') + sampleOf('10 f+0x3 (/bin/a)').repeat(0),
    )
    expect(notes).toEqual([
      {
        code: 'no-symbols',
        text: '100 % of the samples end in a function without a symbol, most of them in /usr/lib/libacme.so.2.',
      },
    ])
  })

  it('keeps the leaf and the outermost frames of a stack without end', async () => {
    const frames = Array.from({ length: 12_000 }, (_, depth) => `10 level_${depth}+0x9 (/bin/a)`)
    const profile = await read(sampleOf(...frames))
    const [stack] = Object.keys(weightsByStack(profile))
    const names = stack?.split(';') ?? []
    expect(names).toHaveLength(10_000)
    expect([names[0], names[9998], names[9999]]).toEqual(['level_11999', 'level_2001', 'level_0'])
    expect(profile.notes.map(({ code }) => code)).toEqual(['cut-stacks'])
  })
})

interface Sample {
  readonly comm: string
  readonly tid: number
  readonly period: number
  readonly stack: readonly {
    readonly address: string
    readonly symbol: string
    readonly object: string
    readonly offset: string
  }[]
}

describe('a perf script of any stacks', () => {
  const symbol = fc.oneof(
    fc.constantFrom(
      'main',
      '[unknown]',
      'f+0x1',
      'a b',
      'operator()',
      'x (y)',
      '<A as B>::f',
      'g+0x00ff',
      'h+0x',
      '$é',
    ),
    fc.stringMatching(/^[!-~]{1,12}( [!-~]{1,6})?$/),
  )
  const object = fc.constantFrom('/bin/a', '/tmp/x y.so (deleted)', '[kernel.kallsyms]', '[unknown]', '/tmp/perf-1.map')
  const address = fc.constantFrom('1f', '1f'.padStart(16), 'ffffffff81000130')
  const frame = fc.record({ address, symbol, object, offset: fc.constantFrom('+0x0', '+0x1', '+0x1f') })
  const sample = fc.record({
    comm: fc.constantFrom('checkout', 'GC Thread#0', 'a 1', 'dd'),
    tid: fc.nat(99_999),
    period: fc.integer({ min: 1, max: 1e9 }),
    stack: fc.array(frame, { minLength: 1, maxLength: 8 }),
  })
  const print = (samples: readonly Sample[]) =>
    samples
      .map(
        ({ comm, tid, period, stack }) =>
          `${comm} ${tid}  12.345678: ${String(period).padStart(10)} cpu-clock: \n${stack
            .map((one) => `\t${one.address} ${one.symbol}${one.offset} (${one.object})\n`)
            .join('')}\n`,
      )
      .join('')

  it('comes out as it went in, wherever it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sample, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 300 }),
        async (samples, piece) => {
          const expected: Record<string, number> = {}
          for (const { stack, period } of samples) {
            const path = stack
              .map((one) => one.symbol)
              .reverse()
              .join(';')
            expected[path] = (expected[path] ?? 0) + period
          }
          const profile = await read(print(samples), piece)
          expect(weightsByStack(profile)).toEqual(expected)
          expect(sum(profile.samples.count)).toBe(samples.length)
          expect(profile.understood).toBe(1)
        },
      ),
    )
  })

  it('has the same totals in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { maxLength: 12 }), async (samples) => {
        const [forwards, backwards] = [await read(print(samples)), await read(print([...samples].reverse()))]
        expect(weightsByStack(backwards)).toEqual(weightsByStack(forwards))
      }),
    )
  })
})

describe('a perf script that was damaged', () => {
  it('is read or refused, never anything else', async () => {
    const bytes = new TextEncoder().encode(CHECKOUT)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.uint8Array({ maxLength: 40 }), async (place, noise) => {
        await expectProfileOrRefusal(importPerfScript, Uint8Array.of(...bytes.subarray(0, place), ...noise))
      }),
    )
  })
})
