import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import Ajv from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnosisSchema } from '../../src/report/index.ts'
import { runHeadwater } from './run-headwater.ts'

const script = `checkout 4711 [001]  12.000001:    2004008 cpu-clock:
            1234 <codec::Reader>::next+0x1c (/srv/checkout/bin/checkout)
            5678 checkout::handle+0x44 (/srv/checkout/bin/checkout)

checkout 4711 [001]  12.002001:    2004008 cpu-clock:
            5678 checkout::handle+0x48 (/srv/checkout/bin/checkout)

`
const lockfile = `version = 4

[[package]]
name = "checkout"
version = "1.0.0"
dependencies = ["codec"]

[[package]]
name = "codec"
version = "0.3.1"
source = "registry+https://github.com/rust-lang/crates.io-index"
`
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(4096, 7)])
const noise = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919 + (index >> 3) * 104_729) & 0xff))

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-cli-'))
  await mkdir(join(folder, 'service'))
  await writeFile(join(folder, 'service', 'Cargo.lock'), lockfile)
  await writeFile(join(folder, 'good.script'), script.repeat(200))
})
afterAll(() => rm(folder, { recursive: true }))

/** Writes one file and diagnoses it. */
async function diagnoseFile(name: string, content: string | Buffer, ...flags: string[]) {
  await writeFile(join(folder, name), content)
  return runHeadwater(['diagnose', name, '--repo', 'service', ...flags], folder)
}

describe('bad input ends with status 2, one line on standard error and nothing on standard output', () => {
  const files: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['empty file', '', /empty/],
    ['random bytes', noise, /accepted/],
    ['an ELF binary', elf, /ELF/],
    ['a truncated gzip', gzipSync(Buffer.from(script.repeat(2000))).subarray(0, 300), /ends early, at byte 300/],
    ['UTF-16', utf16(script), /UTF-16/],
    ['prose', 'The service was slow on Monday.\nWe restarted it 3 times.\n'.repeat(50), /accepted/],
  ]
  for (const [what, content, message] of files) {
    it(what, async () => {
      const run = await diagnoseFile('bad', content)
      expect(run).toMatchObject({ status: 2, stdout: '' })
      expect(run.stderr).toMatch(/^headwater: bad[^\n]*\n$/)
      expect(run.stderr).toMatch(message)
    })
  }

  const calls: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a folder as profile', ['diagnose', 'service'], /service: is a folder/],
    ['a missing file', ['diagnose', 'nowhere.script'], /nowhere\.script: there is no such file/],
    ['a missing repository', ['diagnose', 'good.script', '--repo', 'nowhere'], /nowhere: there is no such file/],
    ['an unknown option', ['diagnose', 'good.script', '--fast'], /unknown option '--fast'.*accepted: /],
    ['an unknown command', ['diagnoze'], /unknown command 'diagnoze'.*accepted: /],
    ['no profile', ['diagnose'], /missing required argument 'profile'/],
    [
      'an unknown metric',
      ['diagnose', 'good.script', '--metric', 'cycles'],
      /no metric 'cycles'; accepted here: cpu-clock/,
    ],
  ]
  for (const [what, args, message] of calls) {
    it(what, async () => {
      const run = await runHeadwater(args, folder)
      expect(run).toMatchObject({ status: 2, stdout: '' })
      expect(run.stderr).toMatch(/^headwater: [^\n]*\n$/)
      expect(run.stderr).toMatch(message)
    })
  }

  const lockfiles: readonly (readonly [string, string, RegExp])[] = [
    ['a syntax error', lockfile.replace('name = "codec"', 'name = codec'), /Cargo\.lock:9: not valid TOML/],
    [
      'conflict markers',
      lockfile.replace(
        'version = "0.3.1"',
        '<<<<<<< HEAD\nversion = "0.3.1"\n=======\nversion = "0.3.2"\n>>>>>>> main',
      ),
      /Cargo\.lock:10.*conflict/,
    ],
    [
      'an unknown version',
      lockfile.replace('version = 4', 'version = 9'),
      /Cargo\.lock.*version "9"; accepted: versions 1 to 4/,
    ],
  ]
  for (const [what, content, message] of lockfiles) {
    it(`a lockfile with ${what}`, async () => {
      await mkdir(join(folder, 'broken'), { recursive: true })
      await writeFile(join(folder, 'broken', 'Cargo.lock'), content)
      const run = await runHeadwater(['diagnose', 'good.script', '--repo', 'broken'], folder)
      expect(run).toMatchObject({ status: 2, stdout: '' })
      expect(run.stderr).toMatch(/^headwater: [^\n]*\n$/)
      expect(run.stderr).toMatch(message)
    })
  }
})

describe('a profile that is past a limit', () => {
  it('is refused with the option that raises it, and read with that', async () => {
    const read = (...flags: string[]) => diagnoseFile('large', script.repeat(200), ...flags)
    const refused = await read('--limit', 'functions=1')
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toMatch(
      /^headwater: [^\n]*: more than 1 distinct functions; [^\n]* --limit functions=NUMBER\n$/,
    )
    const raised = await read('--limit', 'functions=1', '--limit', 'functions=1000', '--limit', 'threads=10')
    expect(raised.status).toBe(0)
  })
})

describe('good input', () => {
  it('is accepted with CRLF line ends and gzipped, and the same to the byte', async () => {
    const plain = await diagnoseFile('plain', script.repeat(200), '--json')
    const windows = await diagnoseFile('windows', script.repeat(200).replaceAll('\n', '\r\n'), '--json')
    const zipped = await diagnoseFile('zipped', gzipSync(script.repeat(200)), '--json')
    expect(plain.status).toBe(0)
    expect(windows.stdout).toBe(plain.stdout)
    expect(zipped.stdout).toBe(plain.stdout)
  })

  it('is answered with one JSON object that obeys the published schema, and nothing on standard error', async () => {
    const run = await diagnoseFile('good', script.repeat(200), '--json')
    expect(run.stderr).toBe('')
    const validate = new Ajv.default({ strict: false, formats: { uri: true } }).compile(diagnosisSchema())
    expect(validate(JSON.parse(run.stdout)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('is answered in plain text where standard output is no terminal', async () => {
    const run = await diagnoseFile('good', script.repeat(200))
    expect(run.status).toBe(0)
    expect(run.stdout).not.toContain('\u001b')
    expect(run.stdout).toContain('pkg:cargo/codec@0.3.1')
  })

  it('says the version and helps', async () => {
    expect((await runHeadwater(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect((await runHeadwater(['diagnose', '--help'])).stdout).toContain('Usage: headwater diagnose')
    expect((await runHeadwater(['--help'])).stdout).toContain('name the culprit of CPU profiles')
  })
})

describe('symbols and file names that are made to harm', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"\'`]]>&amp;',
    'esc\u001b[31m\u0007\u009b2J',
    'bidi\u202eevil\u2066\u200f',
    '\u2028\u2029',
  ]
  const folded = hostile.map((name) => `main;${name};${name}::run 400`).join('\n')
  // Line feeds end lines on purpose; nothing else that a terminal obeys may come through.
  const live = /[\p{Bidi_Control}\u2028\u2029]|(?!\n)\p{Cc}/u

  it('do nothing in a terminal, and come back whole from the JSON', async () => {
    const text = await diagnoseFile('hostile', folded, '--offline')
    expect(text.status).toBe(0)
    expect(text.stdout).not.toMatch(live)
    const json = await diagnoseFile('hostile', folded, '--offline', '--json')
    expect(json.stdout).not.toMatch(live)
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain('<script>alert(1)</script>')
  })

  it('do nothing in an error', async () => {
    const run = await runHeadwater(['diagnose', 'esc\u001b[31m\u202e'], folder)
    expect(run.status).toBe(2)
    expect(run.stderr).not.toMatch(live)
  })
})

describe('the published schema', () => {
  it('is the one that the code holds', async () => {
    const { readFile } = await import('node:fs/promises')
    const published = await readFile(
      fileURLToPath(new URL('../../docs/diagnosis.schema.json', import.meta.url)),
      'utf8',
    )
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(diagnosisSchema())))
  })
})
