import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { GatedText } from '../../../src/gated-text.ts'
import { pushBranches } from '../../../src/github/index.ts'

const token = 'ghs_aTokenThatOnlyGitMayKnow1234567890'
const temporary = mkdtempSync(join(tmpdir(), 'token-in-git-'))
/** Wants a token, and then says nothing more. */
const held: ServerResponse[] = []
const heard: string[] = []
let isOver = false
const server = createServer(({ headers }, response) => {
  const { authorization } = headers
  if (authorization === undefined) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    return
  }
  heard.push(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString())
  // A connection that breaks is tried once more.
  if (isOver) response.destroy()
  else held.push(response)
})

beforeAll(async () => {
  vi.stubEnv('TMPDIR', temporary)
  vi.stubEnv('PRIVATE_KEY', `key of ${token}`)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  vi.unstubAllEnvs()
  rmSync(temporary, { recursive: true })
})

function push() {
  return pushBranches({
    owner: 'acme',
    repo: 'lib',
    webOrigin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    defaultBranch: 'main',
    author: { name: 'headwater[bot]', email: 'headwater[bot]@users.noreply.github.com' },
    date: new Date(0),
    branches: [
      {
        name: 'headwater/x',
        onTopOf: 'default-branch',
        files: [{ path: 'headwater-reproduction/a', bytes: Buffer.from('x') }],
        message: 'x' as GatedText,
        expected: null,
      },
    ],
  })
}

/** All processes that this one started, and theirs. */
function descendants(of = process.pid): number[] {
  const children = readdirSync('/proc').filter((name) => {
    try {
      return (
        /^\d+$/.test(name) &&
        readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) \S /, '')
          .split(' ')[0] === `${of}`
      )
    } catch {
      return false
    }
  })
  return children.map(Number).flatMap((pid) => [pid, ...descendants(pid)])
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

describe.runIf(process.platform === 'linux')('the token of a push, while git is at work', () => {
  it('is in no argument, environment or file but the one that git asks, and in no error', async () => {
    const failed = push().then(
      () => 'pushed',
      (error: unknown) => String(error),
    )
    await vi.waitUntil(() => heard.length > 0, 20_000)
    expect(heard[0]).toBe(`x-access-token:${token}`)
    const processes = descendants()
    const seen = processes.map((pid) => ({
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      environment: readFileSync(`/proc/${pid}/environ`, 'utf8'),
    }))
    expect(seen.filter(({ command }) => /git/.test(command)).length).toBeGreaterThan(0)
    for (const { command, environment } of seen) {
      expect(command).not.toContain(token)
      if (/git/.test(command)) expect(environment).not.toMatch(new RegExp(`${token}|PRIVATE_KEY`))
    }
    const files = filesBelow(temporary)
    const holding = files.filter((file) => readFileSync(file, 'utf8').includes(token))
    expect(holding.map((file) => file.slice(file.lastIndexOf('/') + 1))).toEqual(['token'])
    expect(holding.map((file) => statSync(file).mode & 0o777)).toEqual([0o600])
    isOver = true
    for (const response of held) response.destroy()
    const error = await failed
    expect(error).toMatch(/git/)
    expect(error).not.toContain(token)
    expect(filesBelow(temporary)).toEqual([])
  })
})
