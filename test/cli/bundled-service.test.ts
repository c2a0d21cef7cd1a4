import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnoseFiles } from '../../src/app/parse/diagnose-files.ts'
import { readRecordings } from '../../src/cli/index.ts'
import type { OwnedProfile } from '../../src/ownership/index.ts'
import { writeZip } from '../intake/write-zip.ts'

// Recorded as test/ownership/source-maps/place-in-sources.test.ts says.
const samples = join(import.meta.dirname, '../ownership/source-maps/samples')
const lockfile = JSON.stringify({
  lockfileVersion: 3,
  packages: { '': { name: 'checkout' }, 'node_modules/ms': { version: '2.1.3' } },
})

let folder = ''
let profile = ''
let map = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-bundle-'))
  profile = await readFile(join(samples, 'minified.cpuprofile'), 'utf8')
  map = await readFile(join(samples, 'minified.js.map'), 'utf8')
  for (const name of ['with', 'without']) {
    await mkdir(join(folder, name, 'dist'), { recursive: true })
    await writeFile(join(folder, name, 'package-lock.json'), lockfile)
  }
  await writeFile(join(folder, 'with/dist/minified.js.map'), map)
  await writeFile(join(folder, 'run.cpuprofile'), profile)
  const [content, beside] = [
    { name: 'run.cpuprofile', content: profile },
    { name: 'dist/minified.js.map', content: map },
  ]
  await writeFile(join(folder, 'both.zip'), writeZip([content, beside]))
  await writeFile(join(folder, 'maps.zip'), writeZip([beside]))
})
afterAll(() => rm(folder, { recursive: true }))

function ownersOf({ owners }: OwnedProfile): string[] {
  return owners.map(({ name }) => name)
}

async function read(file: string, service: string): Promise<string[]> {
  const [recording] = await readRecordings([join(folder, file)], join(folder, service))
  return recording === undefined ? [] : ownersOf(recording.owned)
}

describe('a bundled service on the command line', () => {
  it('is owned by the map in its build folder', async () => {
    expect(await read('run.cpuprofile', 'with')).toContain('pkg:npm/ms@2.1.3')
  })

  it('is owned by the map in one zip with the profile', async () => {
    expect(await read('both.zip', 'without')).toContain('pkg:npm/ms@2.1.3')
  })

  it('is bundled code without a map', async () => {
    const owners = await read('run.cpuprofile', 'without')
    expect(owners).toContain('bundled code')
    expect(owners).not.toContain('pkg:npm/ms@2.1.3')
  })

  it('is refused where a zip holds maps only', async () => {
    await expect(read('maps.zip', 'without')).rejects.toThrow(
      /maps\.zip: it holds scripts and their source maps, and no/,
    )
  })
})

describe('a bundled service in an incident', () => {
  const request = { patterns: { own: [], private: [] }, redact: [], isPublic: false, pictureTitle: null }
  const collected = async (name: string, content: string) => {
    const file = join(folder, `collected-${name}`)
    await writeFile(file, content)
    return { name, source: 'in run.zip, attachment', bytes: content.length, file, error: null }
  }

  it('is owned by the map that was attached with the profile, which is no profile itself', async () => {
    const profiles = [await collected('run.cpuprofile', profile), await collected('minified.js.map', map)]
    const service = [{ path: 'package-lock.json', text: lockfile }]
    const answer = await diagnoseFiles({ ...request, profiles, service })
    expect(answer.profiles[1]).toEqual({ format: 'source map', samples: null, error: null })
    expect(answer.diagnosed?.document.profile.owned).toBeGreaterThan(0.95)
    expect(answer.diagnosed?.notes.join('\n')).toMatch(/placed in its sources by its source map/)
  })

  it('is owned by the map in the repository', async () => {
    const profiles = [await collected('run.cpuprofile', profile)]
    const files = [
      { path: 'package-lock.json', text: lockfile },
      { path: 'dist/minified.js.map', text: map },
    ]
    const answer = await diagnoseFiles({ ...request, profiles, service: files })
    expect(answer.diagnosed?.notes.join('\n')).toMatch(/placed in its sources by its source map/)
  })
})
