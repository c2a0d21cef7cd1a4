import { describe, expect, it } from 'vitest'
import { writeLockfiles } from '../../../bench/inputs/write-lockfiles.ts'
import { HeadwaterError } from '../../../src/errors.ts'
import { type Package, readDependencyGraph } from '../../../src/ownership/index.ts'

const long = 1_000_000
const deep = 100_000
/** What the sample calls its package of the number 3. */
const third = /(?:crate-|module-?|wheel-|gem-|library-|artifact-|Acme\.Library|liba)3\b/g
/** What would leave a folder, or make a report say something else than it seems to. */
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?:^|[\\/])\.\.(?:[\\/]|$)/u

/** What a hand, a network or an enemy makes of a lockfile. */
const changes: [what: string, change: (text: string) => string][] = [
  ['nothing in it', () => ''],
  ['no content but line ends', () => '\r\n\r\n'],
  ['an empty object', () => '{}'],
  ['an empty list', () => '[]'],
  ['a null', () => 'null'],
  ['its second half missing', (text) => text.slice(0, text.length / 2)],
  ['its first half missing', (text) => text.slice(text.length / 2)],
  ['zeros in its middle', (text) => `${text.slice(0, text.length / 2)}\0\0${text.slice(text.length / 2)}`],
  ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
  ['the mark of UTF-8', (text) => `\uFEFF${text}`],
  ['a name that leaves its folder', (text) => text.replace(third, '../../etc/passwd')],
  ['a name with a control character', (text) => text.replace(third, 'a\u0007b')],
  ['a name that is read backwards', (text) => text.replace(third, 'a\u202Eb')],
  ['a name of a prototype', (text) => text.replace(third, '__proto__')],
  ['an endless name', (text) => text.replace(third, 'a'.repeat(long))],
  ['an endless run of <', (text) => text.replace(third, '<'.repeat(long))],
  ['an endless run of (', (text) => text.replace(third, '('.repeat(long))],
  ['an endless run of quotes', (text) => text + '"'.repeat(long)],
  ['endless lists', (text) => text + '['.repeat(deep)],
  ['endless objects', (text) => '{"a":'.repeat(deep) + text],
  ['endless TOML keys', (text) => `a${'.a'.repeat(deep)} = 1\n${text}`],
  [
    'YAML aliases that stand for billions',
    (text) =>
      `b0: &b0 [x, x]\n${Array.from({ length: 40 }, (_, at) => `b${at + 1}: &b${at + 1} [*b${at}, *b${at}]`).join('\n')}\n${text}`,
  ],
]

/** The packages, or the one line that says what is wrong. */
function read(path: string, text: string): Package[] | string {
  try {
    return [...readDependencyGraph([{ path, text }]).packages]
  } catch (error) {
    if (error instanceof HeadwaterError) return error.message
    throw error
  }
}

for (const { path, text } of writeLockfiles(120)) {
  describe(`a lockfile like ${path}`, () => {
    it('is read as it is', () => {
      const packages = read(path, text)
      expect(packages).not.toBeTypeOf('string')
      expect(packages.length).toBeGreaterThan(5)
    })

    it('is refused for a merge that was not finished, with the line', () => {
      const middle = text.indexOf('\n', text.length / 2) + 1
      const merged = `${text.slice(0, middle)}<<<<<<< HEAD\n${text.slice(middle)}`
      expect(read(path, merged)).toMatch(/^[\w./-]+:\d+: a conflict marker \(<<<<<<</)
    })

    for (const [what, change] of changes) {
      it(`with ${what} ends in packages with plain names, or in one line`, () => {
        const found = read(path, change(text))
        if (typeof found === 'string') {
          expect(found).toMatch(/^[^\n]{10,600}$/)
          return
        }
        const names = found.flatMap((one) => [one.name, one.version ?? '', ...one.libraryNames, ...one.installPaths])
        expect(names.filter((name) => misleading.test(name) || name.length > 4096)).toEqual([])
        expect(Object.keys(Object.prototype)).toEqual([])
      })
    }
  })
}
