import { describe, expect, it } from 'vitest'
import { diagnoseRecordings } from '../../src/diagnosis/index.ts'
import { makeOwned, type ShortStack } from './make-owned.ts'

const diagnose = (stacks: readonly ShortStack[]) =>
  diagnoseRecordings([
    { name: 'profile', owned: makeOwned(['checkout'], { lists: [], codec: [], 'log-lines': [] }, stacks, 'npm') },
  ]).diagnosis

/** Work that is spread over many functions of a package, each with few samples. */
const spread = (above: readonly string[], names: string, owner: string): ShortStack[] =>
  [...names].map((name) => ({ frames: [...above, `${owner}:${name}`], samples: 80 }))

describe('a package that does little for each of many calls', () => {
  const callback = ['checkout:merge', 'lists:differenceWith', 'checkout:isSame']

  it('is not blamed where our own callback, which it calls for each element, asks it for the time', () => {
    const { verdict, culprit, reasons } = diagnose(spread(callback, 'abcdefghij', 'lists'))
    expect(verdict).toBe('own-code')
    expect(culprit).toBeNull()
    expect(reasons[0]).toContain('our own callback')
  })

  it('is blamed where a framework outside of own code calls that', () => {
    const handler = ['lists:serve', 'checkout:handle']
    expect(diagnose(spread(handler, 'abcdefghij', 'lists')).culprit?.purl).toBe('pkg:npm/lists@1.0.0')
  })

  it('is blamed where one function of it has the time, callback or not', () => {
    const stacks = [{ frames: [...callback, 'lists:trim'], samples: 800 }]
    expect(diagnose(stacks).culprit?.purl).toBe('pkg:npm/lists@1.0.0')
  })
})

describe('how sure a dependency is blamed', () => {
  it('is less where the function that we call has the time: the loop may be ours', () => {
    const direct = diagnose([{ frames: ['checkout:run', 'codec:read'], samples: 800 }])
    const deeper = diagnose([{ frames: ['checkout:run', 'codec:read', 'codec:scan'], samples: 800 }])
    expect(direct.culprit).toMatchObject({ purl: 'pkg:npm/codec@1.0.0' })
    expect(direct.reasons.join()).toContain('the loop may be its caller')
    expect(direct.confidence).toBeLessThan(0.9)
    expect(deeper.confidence).toBeGreaterThan(0.9)
  })

  it('is less where nothing shows that it does more than it is asked', () => {
    const { shape, confidence } = diagnose(spread(['checkout:run', 'codec:parse'], 'abcdefghij', 'codec'))
    expect(shape.kind).toBe('hot-work')
    expect(confidence).toBeLessThan(0.9)
  })
})

describe('the language’s own library', () => {
  it('is blamed where it has the time and neither own code nor a package asked for it', () => {
    const { verdict, culprit, reasons } = diagnose([
      { frames: ['runtime:loop', 'std:serve', 'std:processHeaders'], samples: 700 },
      { frames: ['runtime:loop', 'checkout:handle'], samples: 100 },
    ])
    expect(verdict).toBe('runtime')
    expect(culprit).toBeNull()
    expect(reasons[0]).toContain('88 %')
  })

  it('is not blamed for what own code asked it', () => {
    const stacks = [{ frames: ['checkout:handle', 'std:deepEqual', 'std:compare'], samples: 700 }]
    expect(diagnose(stacks).verdict).toBe('own-code')
  })

  it('is not blamed for collecting what somebody allocated', () => {
    const stacks = [
      { frames: ['runtime:gcBgMarkWorker'], samples: 700 },
      { frames: ['checkout:handle'], samples: 100 },
    ]
    expect(diagnose(stacks).verdict).toBe('own-code')
  })
})

describe('hot work', () => {
  it('says what it is about where most stacks name it', () => {
    const { shape } = diagnose(spread(['checkout:run', 'codec:decodeJson'], 'abcdefghij', 'codec'))
    expect(shape).toMatchObject({ kind: 'hot-work', subject: 'serialization' })
    expect(shape.evidence.at(-1)).toBe('100 % of the stacks name serialization')
  })

  it('is about nothing in particular where no name tells', () => {
    expect(diagnose(spread(['checkout:run'], 'abcdefghij', 'lists')).shape.subject).toBeNull()
  })
})

describe('shapes of a runtime’s own work', () => {
  it('tells errors that are made all the time', () => {
    const stacks = [
      { frames: ['checkout:run', 'log-lines:caller', 'std:fillInStackTrace'], samples: 400 },
      ...spread(['checkout:run'], 'abcde', 'codec'),
    ]
    expect(diagnose(stacks).shape.kind).toBe('exceptions')
  })

  it('tells a runtime that compiles', () => {
    const stacks = [
      { frames: ['runtime:C2Compiler::compile_method'], samples: 400 },
      ...spread(['checkout:run'], 'abcde', 'codec'),
    ]
    expect(diagnose(stacks).shape.kind).toBe('jit')
  })
})

describe('a recording that cannot tell', () => {
  const unnamed = [{ frames: ['checkout:run', 'unknown:0x7f', 'unknown:0x80'], samples: 800 }]
  const waiting = [{ frames: ['checkout:run'], samples: 3 }]

  it.for([
    ['cargo', 'perf record -F 999 -e cpu-clock --call-graph dwarf -p PID'],
    ['npm', 'node --cpu-prof'],
    ['golang', '/debug/pprof/profile?seconds=60'],
    ['pypi', 'py-spy record --native --full-filenames'],
    ['maven', 'asprof -e cpu'],
    ['gem', 'rbspy record'],
    ['composer', 'EXCIMER_CPU'],
    ['nuget', 'dotnet-trace collect --format Speedscope'],
  ] as const)('asks for one with symbols in the words of the language: %s', ([ecosystem, command]) => {
    const owned = makeOwned(['checkout'], {}, unnamed, ecosystem)
    const { verdict, needs, next } = diagnoseRecordings([{ name: 'profile', owned }]).diagnosis
    expect(verdict).toBe('inconclusive')
    expect(needs[0]?.what).toContain(command)
    expect(next[0]).toBe(`Record instead: ${needs[0]?.what}`)
  })

  it('asks for what the process waits for where it hardly works', () => {
    const owned = makeOwned(['checkout'], {}, waiting, 'golang')
    expect(diagnoseRecordings([{ name: 'profile', owned }]).diagnosis.needs[0]?.what).toContain('/debug/pprof/block')
  })
})

describe('a shared object of no package', () => {
  it('is no culprit, since nobody could look it up: what would name its package is asked for', () => {
    const made = makeOwned(['checkout'], { codec: [] }, [{ frames: ['checkout:run', 'codec:scan'], samples: 800 }])
    const owners = made.owners.map((owner) =>
      owner.kind === 'dependency' ? ({ kind: 'native', package: null, name: 'libfoo.so.3' } as const) : owner,
    )
    const { verdict, culprit, needs, suspects } = diagnoseRecordings([
      { name: 'profile', owned: { ...made, owners } },
    ]).diagnosis
    expect(verdict).toBe('inconclusive')
    expect(culprit).toBeNull()
    expect(suspects[0]?.purl).toBe('libfoo.so.3')
    expect(needs[0]).toMatchObject({ kind: 'lockfile', what: expect.stringContaining('libfoo.so.3') })
  })
})
