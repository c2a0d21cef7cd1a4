import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runHeadwater } from './run-headwater.ts'

// The answer's own schema is tested elsewhere; here only what these tests look at.
const answer = z.object({
  verdict: z.string(),
  confidence: z.number(),
  culprit: z.object({ purl: z.string(), wrappers: z.array(z.string()) }).nullable(),
  needs: z.array(z.object({ kind: z.string(), what: z.string() })),
})

const expression = '^(?:[a-z]+;)*(?:[0-9]+;)*the end of the line$'
const place = (path: string) => ({ scriptId: '1', url: `file:///srv/shop/${path}`, lineNumber: 0, columnNumber: 0 })
const profile = {
  nodes: [
    { id: 1, callFrame: { ...place(''), functionName: '(root)', url: '' }, children: [2] },
    { id: 2, callFrame: { ...place('index.js'), functionName: 'serve' }, children: [3] },
    { id: 3, callFrame: { ...place('node_modules/acme-router/lib/layer.js'), functionName: 'match' }, children: [4] },
    { id: 4, callFrame: { ...place(''), functionName: `RegExp: ${expression}`, url: '' } },
  ],
  startTime: 0,
  endTime: 1_000_000,
  samples: Array.from({ length: 1000 }, () => 4),
  timeDeltas: Array.from({ length: 1000 }, () => 1000),
}
const lockfile = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { 'acme-router': '1.0.0' } },
    'node_modules/acme-router': { version: '1.0.0', dependencies: { 'acme-paths': '2.0.0' } },
    'node_modules/acme-paths': { version: '1.0.0' },
    'node_modules/acme-router/node_modules/acme-paths': { version: '2.0.0' },
  },
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-sources-'))
  const installed = (path: string, name: string, version: string): Record<string, string> => ({
    [`${path}/package.json`]: JSON.stringify({ name, version }),
  })
  const paths = `'^(?:[a-z]+;)*' + '(?:[0-9]+;)*the end of the line$'`
  const router = 'installed/node_modules/acme-router'
  const files: Record<string, string> = {
    'hot.cpuprofile': JSON.stringify(profile),
    'bare/package-lock.json': JSON.stringify(lockfile),
    'bare/index.js': `require('acme-router')`,
    'installed/package-lock.json': JSON.stringify(lockfile),
    'installed/index.js': `require('acme-router')`,
    ...installed(router, 'acme-router', '1.0.0'),
    [`${router}/lib/layer.js`]: `this.regexp = require('acme-paths')(path)`,
    ...installed(`${router}/node_modules/acme-paths`, 'acme-paths', '2.0.0'),
    [`${router}/node_modules/acme-paths/index.js`]: paths,
    ...installed('installed/node_modules/acme-paths', 'acme-paths', '1.0.0'),
    'installed/node_modules/acme-paths/index.js': paths,
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
})
afterAll(() => rm(folder, { recursive: true }))

async function diagnose(service: string) {
  const run = await runHeadwater(['diagnose', 'hot.cpuprofile', '--repo', service, '--json', '--offline'], folder)
  expect(run).toMatchObject({ status: 0, stderr: '' })
  return answer.parse(JSON.parse(run.stdout))
}

describe('a hot expression that a dependency runs', () => {
  it('is followed through the installed packages to the copy that wrote it', async () => {
    const { culprit, confidence, needs } = await diagnose('installed')
    expect(culprit).toEqual({
      purl: 'pkg:npm/acme-paths@2.0.0',
      wrappers: ['pkg:npm/shop@1.0.0', 'pkg:npm/acme-router@1.0.0'],
    })
    expect(confidence).toBeGreaterThan(0.8)
    expect(needs).toEqual([])
  })

  it('is left with its runner offline, where nothing is installed, and the answer says what could not be looked up', async () => {
    const { culprit, confidence, needs } = await diagnose('bare')
    expect(culprit?.purl).toBe('pkg:npm/acme-router@1.0.0')
    expect(confidence).toBeLessThanOrEqual(0.85)
    expect(needs).toContainEqual({ kind: 'package-source', what: 'pkg:npm/acme-router@1.0.0' })
    expect(needs).toContainEqual({ kind: 'package-source', what: 'pkg:npm/acme-paths@2.0.0' })
    expect(needs.map(({ what }) => what)).not.toContain('pkg:npm/acme-paths@1.0.0')
  })
})
