import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadwaterError } from '../../src/errors.ts'
import { type ByteSource, readProfile } from '../../src/profile/index.ts'
import { weightsByStack } from './importers/import-bytes.ts'
import { sampleOfEachFormat } from './sample-of-each-format.ts'

const encoder = new TextEncoder()

function sourceOf(content: string | Uint8Array, pieceLength = 65_536, name = 'recording'): ByteSource {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content
  return {
    name,
    async *open() {
      for (let start = 0; start < bytes.length; start += pieceLength) yield bytes.subarray(start, start + pieceLength)
    },
  }
}

async function refusal(content: string | Uint8Array, name?: string): Promise<HeadwaterError> {
  const error = await readProfile(sourceOf(content, undefined, name)).then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(HeadwaterError)
  expect((error as HeadwaterError).message).not.toMatch(/[\r\n]/)
  return error as HeadwaterError
}

/** The sample of a format, the first one where there are several. */
function sampleOf(format: string): string {
  return String(sampleOfEachFormat.find((sample) => sample.format === format)?.content)
}

const PERF_SCRIPT = sampleOf('perf-script')
const FOLDED = sampleOf('folded')
const TEXTS = sampleOfEachFormat.filter(({ content }) => typeof content === 'string')

describe('readProfile', () => {
  it.each(sampleOfEachFormat)(
    'tells $format from its content, plain and gzipped, in pieces of any size',
    async ({ format, content, weight }) => {
      const bytes = typeof content === 'string' ? encoder.encode(content) : content
      for (const file of [bytes, gzipSync(bytes)]) {
        for (const pieceLength of [1, 7, 65_536]) {
          const profile = await readProfile(sourceOf(file, pieceLength))
          expect(profile.format).toBe(format)
          expect(weightsByStack(profile)).toEqual({ 'main;total': weight })
        }
      }
    },
  )

  it('does not care what the file is called', async () => {
    expect((await readProfile(sourceOf(PERF_SCRIPT, 64, 'profile.svg'))).format).toBe('perf-script')
  })

  it('accepts a byte order mark and Windows line ends', async () => {
    for (const { content, weight } of TEXTS) {
      const windows = `\ufeff${String(content).replaceAll('\n', '\r\n')}`
      for (const pieceLength of [1, 2, 65_536]) {
        expect(weightsByStack(await readProfile(sourceOf(windows, pieceLength)))).toEqual({ 'main;total': weight })
      }
    }
  })

  it('reads gzip that was put together from several parts', async () => {
    const file = Buffer.concat([gzipSync('main;total 2\n'), gzipSync('main;add 3\n')])
    expect(weightsByStack(await readProfile(sourceOf(file)))).toEqual({ 'main;total': 2, 'main;add': 3 })
  })
})

describe('what is no profile', () => {
  const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
  const files: [string, string | Uint8Array, string][] = [
    ['nothing', '', 'an empty file'],
    ['blank lines', '\n \n', 'an empty text'],
    ['perf.data', 'PERFILE2\x68\0\0\0', "perf's recording itself; run `perf script -i perf.data > profile.script`"],
    ['a program', '\x7fELF\x02\x01\x01\0', 'an ELF binary'],
    ['a zip archive', 'PK\x03\x04\x14\0', 'a zip archive; unpack it and give the profile in it'],
    ['gzip within gzip', gzipSync(gzipSync(FOLDED)), 'gzip data within gzip data; unpack it once with `gunzip`'],
    ['UTF-16 with a mark', utf16(`\ufeff${FOLDED}`), 'UTF-16 text; save it as UTF-8'],
    ['UTF-16 without one', utf16(FOLDED), 'UTF-16 text; save it as UTF-8'],
    ['an HTML page', '<!DOCTYPE html><html><body>main;total 3</body></html>', 'an HTML page; save the profile itself'],
    ['another picture', '<svg xmlns="http://www.w3.org/2000/svg"><circle r="3"/></svg>', 'an SVG picture'],
    ['a lockfile of npm', '{"name":"checkout","lockfileVersion":3,"packages":{}}', 'a lockfile'],
    ['a lockfile of Cargo', 'version = 4\n\n[[package]]\nname = "cart"\n', 'a lockfile'],
    ['other JSON', '{"cart":{"total":3}}', 'JSON of another kind (with cart, total)'],
    [
      'other binary data',
      Uint8Array.of(1, 2, 3, 200, 0, 0, 7, 255, 0, 0, 0, 0, 0, 0, 0, 1),
      'binary data of no known kind (first bytes 01 02 03 c8)',
    ],
    ['prose', '\nThe cart was full.\n', 'text of no known kind from line 2 on'],
  ]
  it.each(files)('%s is refused with what it is', async (_, content, is) => {
    const { code, message } = await refusal(content)
    expect(code).toBe('profile-unrecognised')
    expect(message).toContain(`recording: not a profile that can be read, but ${is}`)
    expect(message).toMatch(/; accepted are perf script, folded stacks, /)
  })

  it('is refused with the line at which it stops being what it most looks like', async () => {
    expect((await refusal(`${FOLDED.repeat(3)}then everything was slow, and nobody knew why\n`)).message).toContain(
      'read as folded, 54 % of it is understood: 1 line was not understood, of 4; the first is line 4; accepted are',
    )
  })

  it('is refused in one line, whatever the file is called', async () => {
    expect((await refusal('The cart was full.\n', 'a\nb\u0000.txt')).message).toMatch(/^a\?b\?\.txt: not a profile/)
  })
})

describe('a profile that is broken', () => {
  it('is refused by the importer that knows it', async () => {
    const { code, message } = await refusal('main;f 10 12\nmain;g 3 0\n')
    expect(code).toBe('profile-malformed')
    expect(message).toMatch(/^recording: line 1 and others end in two numbers/)
  })

  it('is refused with the byte at which gzip ends early', async () => {
    const file = gzipSync(encoder.encode(PERF_SCRIPT.repeat(100)))
    const { code, message } = await refusal(file.subarray(0, -20))
    expect(code).toBe('truncated')
    expect(message).toBe(
      `recording: the gzip data ends early, at byte ${file.length - 20}; download or copy the file again`,
    )
  })

  it('is refused where gzip is damaged', async () => {
    const file = gzipSync(encoder.encode(PERF_SCRIPT.repeat(100)))
    file[20] = (file[20] ?? 0) ^ 0xff
    expect((await refusal(file)).message).toMatch(
      /^recording: the gzip data (?:is damaged before|ends early, at) byte \d+; /,
    )
  })

  it('is refused where it unpacks to far more than any profile does', async () => {
    const { code, message } = await refusal(gzipSync(FOLDED.repeat(4 * 2 ** 20)))
    expect(code).toBe('too-large')
    expect(message).toMatch(/^recording: more than 400 times its packed size at byte \d+; /)
  })

  it('passes on the failure of who hands over the bytes', async () => {
    const failing: ByteSource = {
      name: 'recording',
      open: () => ({
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('connection lost')) }),
      }),
    }
    await expect(readProfile(failing)).rejects.toThrow('connection lost')
  })
})

describe('any bytes', () => {
  const isReadOrRefused = async (bytes: Uint8Array) => {
    try {
      expect((await readProfile(sourceOf(bytes))).understood).toBeGreaterThanOrEqual(0.9)
    } catch (error) {
      expect(error).toBeInstanceOf(HeadwaterError)
      expect((error as HeadwaterError).code).not.toBe('internal')
    }
  }

  it('are read or refused', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), isReadOrRefused))
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), (text) => isReadOrRefused(encoder.encode(text))),
    )
  })

  it.each(sampleOfEachFormat)('are read or refused where they begin as $format', async ({ content }) => {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 60)) {
      await isReadOrRefused(bytes.subarray(0, length))
      await isReadOrRefused(gzipSync(bytes).subarray(0, length))
    }
  })
})
