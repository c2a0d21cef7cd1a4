import { describe, expect, it } from 'vitest'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import type { OwnedProfile } from '../../src/ownership/index.ts'
import { makeOwned, type ShortStack } from './make-owned.ts'

const diagnose = (owned: OwnedProfile) => diagnoseRecordings([{ name: 'profile', owned }]).diagnosis

/** A service on tokio with tracing, whose stacks all begin in the executor. */
const service = (stacks: readonly ShortStack[]): OwnedProfile =>
  makeOwned(
    ['checkout', 'checkout-io'],
    { tokio: [], tracing: ['tracing-core'], 'tracing-core': [], tls: ['tokio'], codec: [] },
    stacks,
  )

const polled = ['tokio:run', 'tracing:poll<checkout>', 'checkout:poll<tls,checkout-io>']
const spin: readonly ShortStack[] = [
  { frames: [...polled, 'tracing-core:enter'], samples: 700 },
  { frames: ['tokio:run', 'tracing:poll<checkout>', 'tracing-core:exit'], samples: 300 },
]

describe('a spin', () => {
  it('is blamed on the stream that wakes its own task, not on the tracing layer that has the time', () => {
    const diagnosis = diagnose(
      service([...spin, { frames: [...polled, 'tls:poll_read<checkout-io>', 'tokio:wake_by_ref'], samples: 20 }]),
    )
    expect(diagnosis.shape.kind).toBe('busy-loop')
    expect(diagnosis.verdict).toBe('dependency')
    expect(diagnosis.culprit?.purl).toBe('pkg:cargo/tls@1.0.0')
    expect(diagnosis.culprit?.wrappers).toEqual(['pkg:cargo/checkout@1.0.0'])
    expect(diagnosis.carriers.map((carrier) => carrier.name)).toContain('pkg:cargo/tracing-core@1.0.0')
  })

  it('is our own where our stream wakes the task, below the foreign one', () => {
    const frames = [
      ...polled,
      'tls:poll_read<checkout-io>',
      'tls:read<checkout-io>',
      'checkout-io:poll_read',
      'tokio:wake_by_ref',
    ]
    const diagnosis = diagnose(service([...spin, { frames, samples: 20 }]))
    expect(diagnosis.verdict).toBe('own-code')
    expect(diagnosis.culprit).toBeNull()
  })

  it('is our own where the executor only forwards the poll of our stream', () => {
    const frames = [...polled, '&tokio:poll_read<checkout-io,tls>', 'tokio:wake_by_ref']
    expect(diagnose(service([...spin, { frames, samples: 20 }])).verdict).toBe('own-code')
  })

  it('is nobody’s where our poll can be inlined into the foreign function that called the waker', () => {
    const frames = [...polled, 'tls:read_io<checkout-io>', 'tokio:wake_by_ref']
    const diagnosis = diagnose(service([...spin, { frames, samples: 20 }]))
    expect(diagnosis.verdict).toBe('inconclusive')
    expect(diagnosis.reasons[0]).toContain('several owners can be inlined')
    expect(diagnosis.needs[0]?.what).toContain('--call-graph dwarf')
  })

  it('is nobody’s where the executor’s copy loop holds our stream and the foreign one', () => {
    const frames = [...polled, 'tokio:poll_copy<checkout-io,tls>', 'tokio:wake_by_ref']
    expect(diagnose(service([...spin, { frames, samples: 20 }])).verdict).toBe('inconclusive')
  })

  it('does not take a caller from samples at the first instruction of the waker, where the caller is missing', () => {
    const stacks = [
      ...spin,
      { frames: [...polled, 'tokio:wake_by_ref'], samples: 8, atEntry: 8 },
      { frames: [...polled, 'tls:poll_read', 'tokio:wake_by_ref'], samples: 5 },
    ]
    expect(diagnose(service(stacks)).culprit?.purl).toBe('pkg:cargo/tls@1.0.0')
  })

  it('is nobody’s where a type alone names the foreign stream: a mention is not guilt', () => {
    const diagnosis = diagnose(service(spin))
    expect(diagnosis.verdict).toBe('inconclusive')
    expect(diagnosis.confidence).toBeLessThanOrEqual(0.5)
    expect(diagnosis.needs[0]?.what).toContain('symbol-mangling-version=v0')
  })

  it('is nobody’s where the samples in the waker do not agree', () => {
    const stacks = [
      ...spin,
      { frames: [...polled, 'tls:poll_read', 'tokio:wake_by_ref'], samples: 5 },
      { frames: [...polled, 'checkout-io:poll_read', 'tokio:wake_by_ref'], samples: 5 },
    ]
    expect(diagnose(service(stacks)).verdict).toBe('inconclusive')
  })

  it('is not seen in wake-ups by the driver, which has a reason', () => {
    const stacks = [...spin, { frames: ['tokio:run', 'tokio:turn', 'tokio:wake'], samples: 50 }]
    expect(diagnose(service(stacks)).verdict).toBe('inconclusive')
  })
})

describe('hot work', () => {
  it('is the dependency’s that is charged with it, library and kernel time included', () => {
    const diagnosis = diagnose(
      service([
        { frames: ['tokio:run', 'checkout:handle', 'codec:decode', 'std:memcpy'], samples: 500 },
        { frames: ['tokio:run', 'checkout:handle', 'codec:decode', 'codec:next'], samples: 200 },
        { frames: ['tokio:run', 'checkout:handle', 'std:memcpy'], samples: 300 },
      ]),
    )
    expect(diagnosis.verdict).toBe('dependency')
    expect(diagnosis.culprit?.purl).toBe('pkg:cargo/codec@1.0.0')
    expect(diagnosis.culprit?.share.charged).toBeCloseTo(0.7)
    expect(diagnosis.culprit?.share.self).toBeCloseTo(0.2)
  })

  it('is our own where our functions are charged with more than any dependency', () => {
    const diagnosis = diagnose(
      service([
        { frames: ['tokio:run', 'checkout:score', 'std:hash'], samples: 600 },
        { frames: ['tokio:run', 'checkout:handle', 'codec:decode'], samples: 400 },
      ]),
    )
    expect(diagnosis.verdict).toBe('own-code')
    expect(diagnosis.own[0]?.name).toBe('pkg:cargo/checkout@1.0.0')
  })
})

describe('work that is slow by design', () => {
  it('is expected, not a package’s fault', () => {
    const named = makeOwned(
      ['shop'],
      { bcryptjs: [], koa: [] },
      [
        { frames: ['koa:run', 'shop:signUp', 'bcryptjs:hash', 'bcryptjs:_encipher'], samples: 900 },
        { frames: ['koa:run', 'shop:signUp'], samples: 100 },
      ],
      'npm',
    )
    expect(diagnose(named).verdict).toBe('expected-work')
    expect(diagnose(named).culprit).toBeNull()
  })

  it('is expected in the language’s own library too, by the function’s name', () => {
    const owned = makeOwned(['shop'], {}, [{ frames: ['shop:signUp', 'std:pbkdf2Sync'], samples: 900 }], 'npm')
    expect(diagnose(owned).reasons[0]).toContain('key derivation')
  })

  it('is our own code where the function is ours', () => {
    const owned = makeOwned(['shop'], {}, [{ frames: ['shop:signUp', 'shop:scrypt'], samples: 900 }], 'npm')
    expect(diagnose(owned).verdict).toBe('own-code')
  })
})

describe('a recording that cannot tell', () => {
  it('is said to be too small', () => {
    const diagnosis = diagnose(service([{ frames: ['checkout:handle', 'codec:decode'], samples: 3 }]))
    expect(diagnosis.verdict).toBe('inconclusive')
    expect(diagnosis.reasons[0]).toContain('only 3 samples')
  })

  it('is said to have no owners', () => {
    const diagnosis = diagnose(service([{ frames: ['checkout:main', 'unknown:[unknown]'], samples: 500 }]))
    expect(diagnosis.verdict).toBe('inconclusive')
    expect(diagnosis.reasons[0]).toContain('no owner')
  })
})

describe('several recordings', () => {
  const hot = (samples: number) => service([{ frames: ['tokio:run', 'checkout:handle', 'codec:decode'], samples }])

  it('of one run confirm each other, and the one with the most evidence leads', () => {
    const alone = diagnose(hot(900))
    const both = diagnoseRecordings([
      { name: 'small', owned: hot(60) },
      { name: 'large', owned: hot(900) },
    ])
    expect(both.lead).toBe(1)
    expect(both.diagnosis.confidence).toBeGreaterThan(alone.confidence)
    expect(both.diagnosis.reasons).toContain('small confirms it')
  })

  it('of different programs are refused', () => {
    const other = makeOwned(['mailer'], { smtp: [] }, [{ frames: ['mailer:send', 'smtp:write'], samples: 500 }])
    expect(() =>
      diagnoseRecordings([
        { name: 'a.script', owned: hot(900) },
        { name: 'b.script', owned: other },
      ]),
    ).toThrowError(/b\.script: shares 0 % of its time with a\.script/)
  })
})
