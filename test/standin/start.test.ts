import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSeed } from './seed.ts'

const program = fileURLToPath(new URL('start.ts', import.meta.url))
const example = fileURLToPath(new URL('example-seed.json', import.meta.url))
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'standin-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the stand-in as a person does, and waits for its first words or its end. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  await Promise.race([once(child.stdout, 'data'), ended])
  return { child, ended, said: () => said }
}

describe('the stand-in, started alone', () => {
  it('serves the example seed until it is told to stop', async () => {
    const key = join(folder, 'app.pem')
    const { child, ended, said } = await start('--seed', example, '--key-file', key)
    const url = /API and web: +(http:\S+)/.exec(said())?.[1]
    const headers = { authorization: 'Bearer ghp_wendy' }
    const issue = (await (await fetch(`${url}/repos/acme/checkout/issues/1`, { headers })).json()) as { body: string }
    expect(issue.body).toContain(`${url}/user-attachments/files/`)
    expect(readFileSync(key, 'utf8')).toContain('PRIVATE KEY')
    expect(statSync(key).mode & 0o077).toBe(0)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  const wrong: [string, () => string[], RegExp][] = [
    ['no seed', () => [], /^usage: /],
    ['a port that is none', () => ['--seed', example, '--port', '99999'], /--port 99999: a port from 0 to 65535/],
    ['a seed that is not there', () => ['--seed', join(folder, 'none.json')], /none\.json/],
    ['a seed that is not JSON', () => ['--seed', written('half.json', '{')], /half\.json: .*JSON/],
    ['a field that is misspelt', () => ['--seed', written('odd.json', '{"user":[]}')], /seed: as a whole: .*user/],
  ]
  for (const [what, args, says] of wrong) {
    it(`says what is wrong: ${what}`, async () => {
      const { ended, said } = await start(...args())
      expect(await ended).toBe(2)
      expect(said().trim()).toMatch(says)
    })
  }

  function written(name: string, text: string): string {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  }
})

describe('a seed', () => {
  const invalid: [string, unknown, RegExp][] = [
    ['a repository without owner', { repositories: [{ name: 'checkout' }] }, /repositories\.0\.name: OWNER\/NAME/],
    ['a role that GitHub lacks', { repositories: [{ name: 'a/b', collaborators: { x: 'boss' } }] }, /collaborators\.x/],
    ['an App without a secret', { app: { installations: [] } }, /app\.webhookSecret/],
    [
      'an owner who does not exist',
      { repositories: [{ name: 'nobody/b' }] },
      /repositories\.0\.name: no user or organization nobody/,
    ],
    [
      'an author who does not exist',
      {
        users: [{ login: 'a' }],
        repositories: [{ name: 'a/b' }],
        issues: [{ repository: 'a/b', author: 'x', title: 't' }],
      },
      /issues\.0\.author: no user x/,
    ],
  ]
  for (const [what, value, says] of invalid) {
    it(`is refused with the field that is wrong: ${what}`, () => {
      expect(() => readSeed(value)).toThrow(says)
    })
  }
})
