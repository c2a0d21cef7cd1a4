import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSourceMaps, readSourceMapsAt } from '../../src/intake/index.ts'
import { memoryRepository } from './memory-repository.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-maps-'))
  await mkdir(join(folder, 'service'))
})
afterEach(() => rm(folder, { recursive: true }))

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

const urlOf = (text: string) => /^url (.*)$/m.exec(text)?.[1] ?? null
const read = (...scripts: string[]) => readSourceMaps(join(folder, 'service'), scripts, urlOf)

describe('source maps in the folder of a service', () => {
  const found: [what: string, files: Record<string, string>, script: string, path: string, text: string][] = [
    ['beside the script', { 'dist/a.js': '', 'dist/a.js.map': 'm' }, '/srv/app/dist/a.js', 'dist/a.js.map', 'm'],
    ['without the script', { 'dist/a.js.map': 'm' }, '/srv/app/dist/a.js', 'dist/a.js.map', 'm'],
    [
      'where the script says',
      { 'dist/a.js': 'url maps/b.map', 'dist/maps/b.map': 'm' },
      '/srv/dist/a.js',
      'dist/a.js.map',
      'm',
    ],
    ['within the script', { 'dist/a.js': 'url data:x' }, '/srv/app/dist/a.js', 'dist/a.js', 'url data:x'],
    ['by the longest path', { 'a.js.map': '1', 'dist/a.js.map': '2' }, '/dist/a.js', 'dist/a.js.map', '2'],
    ['of a script on Windows', { 'dist/a.js.map': 'm' }, 'C:\\app\\dist\\a.js', 'dist/a.js.map', 'm'],
  ]
  for (const [what, files, script, path, text] of found) {
    it(`are found ${what}`, async () => {
      for (const [name, content] of Object.entries(files)) await put(`service/${name}`, content)
      expect(await read(script)).toEqual([{ path, text }])
    })
  }

  const missed: [what: string, files: Record<string, string>, script: string][] = [
    ['a script that is not there', {}, '/srv/app/dist/a.js'],
    ['a script without a map', { 'service/dist/a.js': '' }, '/srv/app/dist/a.js'],
    ['a map outside the folder', { 'service/dist/a.js': 'url ../../b.map', 'b.map': 'm' }, '/srv/app/dist/a.js'],
    ['a map at an address', { 'service/dist/a.js': 'url https://acme.dev/a.js.map' }, '/srv/app/dist/a.js'],
    ['a path with steps to a parent', { 'b.js.map': 'm' }, '/srv/../b.js'],
    ['a folder', { 'service/dist/a.js/x': '' }, '/srv/app/dist/a.js'],
  ]
  for (const [what, files, script] of missed) {
    it(`are none for ${what}`, async () => {
      for (const [name, content] of Object.entries(files)) await put(name, content)
      expect(await read(script)).toEqual([])
    })
  }

  it('are not read through a link that leads elsewhere', async () => {
    await put('secret.map', 'm')
    await mkdir(join(folder, 'service', 'dist'))
    await symlink(join(folder, 'secret.map'), join(folder, 'service', 'dist', 'a.js.map'))
    expect(await read('/srv/app/dist/a.js')).toEqual([])
  })
})

describe('source maps in the repository of a service', () => {
  it('are those of its scripts, nearest to the root first, twenty at most', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`deep/er/${at}.js.map`, `${at}`]))
    const reader = memoryRepository({
      HEAD: { ...many, 'dist/server.js.map': 'm', 'node_modules/a/a.js.map': 'n', 'dist/a.css.map': 'c' },
    })
    const commit = (await reader.resolve('HEAD')) ?? ''
    const maps = await readSourceMapsAt(reader, commit)
    expect(maps).toHaveLength(20)
    expect(maps[0]).toEqual({ path: 'dist/server.js.map', text: 'm' })
    expect(maps.filter(({ path }) => !/^(?:dist\/server|deep)/.test(path))).toEqual([])
  })
})
