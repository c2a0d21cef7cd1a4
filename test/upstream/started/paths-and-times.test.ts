import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchPath } from '../../../src/upstream/started/match-path.ts'
import { readTime } from '../../../src/upstream/started/read-time.ts'

describe('a recorded path is a file of the repository', () => {
  const rows: readonly (readonly [recorded: string, paths: readonly string[], found: string | null])[] = [
    ['/srv/app/src/cart.js', ['src/cart.js', 'test/cart.js'], 'src/cart.js'],
    ['file:///srv/app/src/cart.js', ['src/cart.js'], 'src/cart.js'],
    ['C:\\app\\src\\cart.js', ['src/cart.js'], 'src/cart.js'],
    ['node_modules/lib/dist/read.js', ['src/read.ts', 'src/write.ts'], 'src/read.ts'],
    ['node_modules/lib/dist/read.js', ['src/read.ts', 'lib/read.ts'], null],
    ['/srv/app/src/index.js', ['lib/index.js'], null],
    ['/srv/app/src/index.js', ['src/index.js'], 'src/index.js'],
    ['/srv/app/index.js', ['index.js'], 'index.js'],
    ['/srv/app/cart.js', ['src/wares.js'], null],
    ['', ['src/cart.js'], null],
  ]
  for (const [recorded, paths, found] of rows) {
    it(`${recorded} among ${paths.join(', ')}: ${found ?? 'none'}`, () => {
      expect(matchPath(recorded, paths)).toBe(found)
    })
  }
})

describe('when an incident began, as people write it', () => {
  const rows: readonly (readonly [written: string | null, iso: string | null])[] = [
    ['2025-02-03 05:46 UTC', '2025-02-03T05:46:00.000Z'],
    ['2025-02-03T05:46:10.123Z', '2025-02-03T05:46:10.000Z'],
    ['about 2025-02-03 5:46, we think', '2025-02-03T05:46:00.000Z'],
    ['2025-02-03 06:46 +01:00', '2025-02-03T05:46:00.000Z'],
    ['2025-02-03 06:46+0100', '2025-02-03T05:46:00.000Z'],
    ['2025-02-03', '2025-02-03T23:59:59.000Z'],
    ['2025-02-33 25:61', null],
    ['this morning', null],
    [null, null],
  ]
  for (const [written, iso] of rows) {
    it(`${written}: ${iso ?? 'unknown'}`, () => {
      expect(readTime(written)).toBe(iso)
    })
  }

  it('whatever is written, it is a time or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const time = readTime(`2025-02-03 ${text}`)
        expect(time === null || !Number.isNaN(Date.parse(time))).toBe(true)
      }),
    )
  })
})
