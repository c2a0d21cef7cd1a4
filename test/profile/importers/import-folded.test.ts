import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importFolded } from '../../../src/profile/importers/import-folded.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { countsByStack, expectProfileOrRefusal, importBytes, refusal, sum, weightsByStack } from './import-bytes.ts'

function read(text: string, pieceLength?: number) {
  return importBytes(importFolded, text, pieceLength)
}

/** `perf record -F 499 -g`, then `stackcollapse-perf.pl --all`. */
const PERF = `checkout;[unknown];[libacme.so.2] 2004008
checkout;_start;__libc_start_main;main;cart::total 6012024
checkout;_start;__libc_start_main;main;cart::total;asm_exc_page_fault_[k];exc_page_fault_[k] 4008016
swapper;secondary_startup_64_[k];do_idle_[k];intel_idle_[k] 20040080
`

/** `austin -i 2ms -s`. */
const AUSTIN = `# austin: 3.7.0
# interval: 2000
# mode: cpu

P31562;T0:31627;/usr/lib/python3.11/threading.py:Thread.run:975;/srv/checkout/cart.py:total:10 2103
P31562;T0:31627;/usr/lib/python3.11/threading.py:Thread.run:975;/srv/checkout/cart.py:total:11 2098
P31562;T0:31634;:INVALID: 1999

# duration: 3803828
`

/** `py-spy record -f raw --threads --subprocesses`. */
const PY_SPY = `process 4711:"python app.py";thread (0x7F52D0007358): worker;run (threading.py:975);total (acme/cart.py:10) 3
process 4711:"python app.py";thread (0x7F52D0007358): worker;run (threading.py:975);total (acme/cart.py:12) 1
`

/** `perf script | stackvis perf collapsed`. */
const STACKVIS = `node\`uv_run+0x187,node\`uv__io_poll+0x4db,node\`JS:^next /srv/a,b/route.js:121:16+0x47d 12
node\`uv_run+0x187,node\`uv__io_poll+0x4db,node\`RegExp:^[a-z+0x1c 30
node\`uv_run+0x187 1
`

describe('folded stacks', () => {
  it('splits each line at its last space and each stack at its semicolons', async () => {
    const profile = await read('main;checkout total;add 3\nmain;checkout total 2\nmain 1\n')
    expect(weightsByStack(profile)).toEqual({ 'main;checkout total;add': 3, 'main;checkout total': 2, main: 1 })
    expect(profile.metrics).toEqual([{ name: 'samples', unit: 'samples', kind: 'cpu' }])
    expect(profile).toMatchObject({ format: 'folded', understood: 1, durationSeconds: null, notes: [] })
    expect(profile.threads).toEqual([{ name: '', pid: null, tid: null }])
  })

  it('passes over comments and blank lines, but not over singleton classes of Ruby', async () => {
    const profile = await read('# written by hand\n\nmain;#<Class:Cart>.total 3\n#<Class:Cart>.total;add 4\n')
    expect(weightsByStack(profile)).toEqual({ 'main;#<Class:Cart>.total': 3, '#<Class:Cart>.total;add': 4 })
    expect(profile.understood).toBe(1)
  })

  it('drops the nameless element with which excimer begins a stack', async () => {
    expect(weightsByStack(await read(';/srv/a.php;App::run 3\n/srv/a.php;App::run 2\n'))).toEqual({
      '/srv/a.php;App::run': 5,
    })
  })

  it('reads the same with Windows line ends, wherever the file is cut into pieces', async () => {
    for (const text of [PERF, AUSTIN, PY_SPY, STACKVIS]) {
      const whole = await read(text)
      for (const pieceLength of [1, 2, 5, 64]) {
        expect(await read(text, pieceLength)).toEqual(whole)
        expect(await read(text.replaceAll('\n', '\r\n'), pieceLength)).toEqual({ ...whole, understood: 1 })
      }
    }
  })
})

describe('numbers of folded stacks', () => {
  it('takes multiples of the period of a sampling frequency for the clock of perf', async () => {
    const profile = await read(PERF)
    expect(profile.metrics).toEqual([{ name: 'cpu-clock', unit: 'nanoseconds', kind: 'cpu' }])
    expect(sum(profile.samples.weight)).toBe(32_064_128)
    expect(sum(profile.samples.count)).toBe(16)
  })

  const quantities: [string, string, number][] = [
    ['decimals', 'main;f 0.5\nmain;g 12.25\n', 2],
    ['numbers that are all large', 'main;f 17113749\nmain;g 23001\n', 2],
    ['numbers that are large on average', 'main;f 17113749\nmain;g 2\n', 2],
    ['multiples of a large period', 'main;f 1234568\nmain;g 3703704\n', 4],
  ]
  it.each(quantities)('takes %s for a quantity, of which each line is one sample at least', async (_, text, count) => {
    const profile = await read(text)
    expect(profile.metrics).toEqual([{ name: 'weight', unit: 'events', kind: 'other' }])
    expect(sum(profile.samples.count)).toBe(count)
  })

  it('refuses a difference of two recordings', async () => {
    expect(await refusal(importFolded, '# difffolded.pl\nmain;f 10 12\nmain;g 3 0\n')).toBe(
      'recording: line 2 and others end in two numbers, as a difference of two recordings does; give the two recordings themselves',
    )
  })
})

describe('frames of folded stacks', () => {
  const cases: [string, Partial<Frame>][] = [
    ['Cart.total_[j]', { name: 'Cart.total', kind: 'jit', inlined: false }],
    ['Cart.total_[i]', { name: 'Cart.total', kind: null, inlined: true }],
    ['Cart.total_[0]', { name: 'Cart.total', kind: 'interpreted', inlined: false }],
    ['Cart.total_[1]', { name: 'Cart.total', kind: 'jit', inlined: false }],
    ['do_syscall_64_[k]', { name: 'do_syscall_64', kind: 'kernel', inlined: false }],
    ['total (acme/cart.py:12)', { name: 'total', file: 'acme/cart.py', line: null }],
    ['<module> (app.py:1)', { name: '<module>', file: 'app.py' }],
    ['total - /srv/lib/cart.rb:12', { name: 'total', file: '/srv/lib/cart.rb' }],
    ['libc.so.1`_lwp_start', { name: '_lwp_start', object: 'libc.so.1' }],
    ['node`uv_run+0x187', { name: 'uv_run', object: 'node' }],
    ['[libacme.so.2]', { name: '[unknown]', object: 'libacme.so.2' }],
    ['[GC_active]', { name: '[GC_active]', object: null }],
    ['JS:^next /srv/route.js:121:16', { name: 'JS:^next /srv/route.js:121:16', file: null }],
    ['net/http.(*conn).serve', { name: 'net/http.(*conn).serve', file: null }],
    [
      'std::vector<int, std::allocator<int> >::push_back(int)',
      { name: 'std::vector<int, std::allocator<int> >::push_back(int)' },
    ],
  ]
  it.each(cases)('%s', async (text, frame) => {
    const profile = await read(`java.lang.Thread.run;${text} 3\n`)
    expect(profile.frames[1]).toMatchObject(frame)
  })

  it('says that names were cut at their first parenthesis, and for how much of the weight', async () => {
    const { notes } = await read('main;std::_Invoker<std::tuple<void  90\nmain;operator<<;operator->;f() -> bool 10\n')
    expect(notes).toEqual([{ code: 'cut-symbols', text: expect.stringContaining('90 % of the weight') }])
    expect((await read('main;Array#<<;Integer#<=>;<main>;RegExp: a<b 5\n')).notes).toEqual([])
  })
})

describe('threads of folded stacks', () => {
  it('takes the command that stackcollapse-perf.pl puts in front for the thread', async () => {
    const profile = await read(PERF)
    expect(profile.threads.map(({ name }) => name)).toEqual(['checkout', 'swapper'])
    expect(Object.keys(weightsByStack(profile))).toContain('_start;__libc_start_main;main;cart::total')
    expect(profile.frames[1]).toMatchObject({ name: '[unknown]', object: 'libacme.so.2', kind: 'native' })
    expect([...profile.samples.idle]).toEqual([0, 0, 0, 1])
  })

  it('reads the ids that stackcollapse-perf.pl adds to the command on request', async () => {
    const profile = await read('checkout-4711/4712;_start;main 3\nGC Thread#0-?/4713;start_thread;run 1\n')
    expect(profile.threads).toEqual([
      { name: 'checkout', pid: 4711, tid: 4712 },
      { name: 'GC Thread#0', pid: null, tid: 4713 },
    ])
  })

  it('gives a command without frames to an unknown frame', async () => {
    expect(weightsByStack(await read('checkout 2\ncheckout;_start;main;a;b;c 3\n'))).toEqual({
      '[unknown]': 2,
      '_start;main;a;b;c': 3,
    })
  })

  const frames: [string, string][] = [
    ['a function that also stands further in', 'run;start_thread;run 3\n'],
    ['something with the marks of a symbol', 'java.lang.Thread.run();start_thread;f 3\n'],
    ['a name longer than commands are', 'java.lang.Thread.run;start_thread;f 3\n'],
    ['where a process begins', '_start;__libc_start_main;main 3\n'],
    ['anything without native frames below', 'main;cart;total 3\n'],
  ]
  it.each(frames)('keeps as a frame %s', async (_, text) => {
    const stack = text.slice(0, text.lastIndexOf(' '))
    expect(weightsByStack(await read(text))).toEqual({ [stack]: 3 })
  })

  it('reads the process and thread of py-spy, and one function where py-spy has as many as lines', async () => {
    const profile = await read(PY_SPY)
    expect(weightsByStack(profile)).toEqual({ 'run;total': 4 })
    expect(profile.threads).toEqual([{ name: 'thread (0x7F52D0007358): worker', pid: 4711, tid: null }])
  })

  it('reads the threads of async-profiler', async () => {
    const profile = await read('[pool-1-thread-1 tid=4712];java/lang/Thread.run_[j];Cart.total_[j] 3\n')
    expect(profile.threads).toEqual([{ name: 'pool-1-thread-1', pid: null, tid: 4712 }])
    expect(weightsByStack(profile)).toEqual({ 'java/lang/Thread.run;Cart.total': 3 })
  })
})

describe('the text of Austin', () => {
  it('is microseconds of the mode that its comments name, one sample a line', async () => {
    const profile = await read(AUSTIN)
    expect(profile.metrics).toEqual([{ name: 'cpu', unit: 'nanoseconds', kind: 'cpu' }])
    expect(weightsByStack(profile)).toEqual({ 'Thread.run;total': 4_201_000, ':INVALID:': 1_999_000 })
    expect(countsByStack(profile)).toEqual({ 'Thread.run;total': 2, ':INVALID:': 1 })
    expect(profile.frames[1]).toMatchObject({ name: 'total', file: '/srv/checkout/cart.py', line: null })
    expect(profile.threads[0]).toEqual({ name: 'T0:31627', pid: 31_562, tid: 31_627 })
    expect(profile.durationSeconds).toBe(3.803828)
  })

  it('is time of an unknown kind where the comments are gone', async () => {
    const { metrics } = await read(AUSTIN.replaceAll(/^#.*\n/gm, ''))
    expect(metrics).toEqual([{ name: 'time', unit: 'nanoseconds', kind: 'other' }])
  })

  it('may hold no sample', async () => {
    const profile = await read('# austin: 3.7.0\n# mode: wall\n')
    expect(profile.understood).toBe(1)
    expect(profile.notes.map(({ code }) => code)).toEqual(['no-samples'])
  })
})

describe('the text of stackvis', () => {
  it('has commas between frames, and the command in front of each', async () => {
    const profile = await read(STACKVIS)
    expect(weightsByStack(profile)).toEqual({
      'uv_run;uv__io_poll;JS:^next /srv/a,b/route.js:121:16': 12,
      'uv_run;uv__io_poll;RegExp:^[a-z': 30,
      uv_run: 1,
    })
    expect(profile.threads).toEqual([{ name: 'node', pid: null, tid: null }])
  })
})

describe('texts that look like folded stacks', () => {
  const line = (template: (index: number) => string) =>
    Array.from({ length: 40 }, (_, index) => template(index)).join('\n')
  const texts: [string, string][] = [
    ['prose', line((n) => `The price of the cart; see chapter 4, was raised to ${n}`)],
    [
      'a log with user agents',
      line((n) => `10.0.0.${n} "GET /cart" "Mozilla/5.0 (X11; Linux x86_64; rv:109.0)" ${n / 100}`),
    ],
    ['a log whose lines end in numbers', line((n) => `2025-03-03T10:00:00Z cart: served request in ${n}`)],
    ['a table separated by semicolons', line((n) => `Customer ${n};Town ${n};Street ${n * 7}`)],
    ['a table separated by commas', line((n) => `${n},cart,17 4`)],
    ['source code', 'for (let i = 0; i < 3; i++) total += 1\nconst a = 1; const b = 2\n'],
    ['YAML', 'cart:\n  total: 3\n  items: 4\n'],
    ['a number', '17\n'],
    ['a comment', '# nothing else\n'],
  ]
  it.each(texts)('%s is not understood', async (_, text) => {
    expect((await read(text)).understood).toBeLessThan(0.9)
  })

  it('says in which line it stopped being folded stacks', async () => {
    const profile = await read('main;cart;total 3\nthis is a line without a stack\n')
    expect(profile.understood).toBeCloseTo(18 / 49, 9)
    expect(profile.notes).toEqual([
      { code: 'skipped-lines', text: '1 line was not understood, of 2; the first is line 2.' },
    ])
  })
})

describe('folded stacks of any kind', () => {
  const name = fc.stringMatching(/^[a-z][!-:<-~]{0,8}( [!-:<-~]{1,4})?[a-z]$/).filter((text) => !/[`[(:]/.test(text))
  const stacks = fc.array(fc.tuple(fc.array(name, { minLength: 2, maxLength: 6 }), fc.nat(999)), {
    minLength: 1,
    maxLength: 15,
  })
  const print = (lines: [string[], number][]) =>
    lines.map(([frames, weight]) => `${frames.join(';')} ${weight}\n`).join('')

  it('come out as they went in, wherever they are cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(stacks, fc.integer({ min: 1, max: 100 }), async (lines, piece) => {
        const profile = await read(print(lines), piece)
        const expected: Record<string, number> = {}
        for (const [frames, weight] of lines) {
          const path = frames.join(';')
          expected[path] = (expected[path] ?? 0) + weight
        }
        expect(weightsByStack(profile)).toEqual(expected)
      }),
    )
  })

  it('have the same totals in any order', async () => {
    await fc.assert(
      fc.asyncProperty(stacks, async (lines) => {
        const [forwards, backwards] = [await read(print(lines)), await read(print([...lines].reverse()))]
        expect(weightsByStack(backwards)).toEqual(weightsByStack(forwards))
        expect(sum(backwards.samples.count)).toBe(sum(forwards.samples.count))
      }),
    )
  })
})

describe('folded stacks that were damaged', () => {
  it('are read or refused, never anything else', async () => {
    const bytes = new TextEncoder().encode(PERF + AUSTIN + PY_SPY + STACKVIS)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.uint8Array({ maxLength: 40 }), async (place, noise) => {
        await expectProfileOrRefusal(importFolded, Uint8Array.of(...bytes.subarray(0, place), ...noise))
      }),
    )
  })
})
