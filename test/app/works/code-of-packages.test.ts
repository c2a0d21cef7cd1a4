import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTools } from '../../../src/app/create-tools.ts'
import { noPackageClients } from '../../../src/app/package-clients.ts'
import { diagnoseIncident } from '../../../src/app/works/diagnose-incident.ts'
import type { PackageSourceClient } from '../../../src/packages/index.ts'
import { numberAt, type Standin, startStandin, textAt } from '../../standin/index.ts'
import { silentLog } from '../helpers.ts'
import { seed, settingsFor } from '../start-app.ts'

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
const files = {
  'package-lock.json': JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies: { 'acme-router': '1.0.0', 'acme-secret': '1.0.0' } },
      'node_modules/acme-router': { version: '1.0.0', dependencies: { 'acme-paths': '2.0.0', 'acme-secret': '1.0.0' } },
      'node_modules/acme-paths': { version: '2.0.0' },
      'node_modules/acme-secret': { version: '1.0.0' },
    },
  }),
  'index.js': `require('acme-router')`,
  '.github/headwater.yml': 'private: [acme-secret]\n',
}

let standin: Standin
beforeAll(async () => {
  standin = await startStandin({
    ...seed,
    repositories: [{ name: 'acme/checkout', private: true, collaborators: { wendy: 'write' }, files }],
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

/** Diagnoses the incident with a registry that has some packages. @returns the report, and for which code was asked */
async function diagnose(published: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const registry: PackageSourceClient = {
    name: 'a registry',
    ecosystems: new Set(['npm']),
    claims: async () => false,
    async sourceOf({ name }) {
      asked.push(name)
      const text = published[name]
      return text === undefined ? null : [{ path: 'index.js', text }]
    },
  }
  const tools = createTools({
    settings: settingsFor(standin),
    addWork: async () => {},
    clock: () => new Date(),
    log: silentLog,
    packages: { ...noPackageClients, sources: [registry] },
  })
  const link = standin.attach({ name: 'hot.cpuprofile', content: JSON.stringify(profile) })
  const issue = await standin
    .as('wendy')
    .openIssue({ repository: 'acme/checkout', title: 'CPU', body: `[hot.cpuprofile](${link})` })
  const repositoryId = numberAt(await standin.look('/repos/acme/checkout'), 'id')
  const incident = { installationId: 7, repositoryId, owner: 'acme', repo: 'checkout', issue: issue.number }
  await diagnoseIncident({ kind: 'diagnose', incident, askedBy: 'wendy', answerTo: null }, tools)
  return { report: textAt((await standin.comments(issue))[0], 'body'), asked }
}

describe('a hot expression that a dependency runs', () => {
  it('is laid at the door of the package whose published code makes it; no private package is asked for', async () => {
    const { report, asked } = await diagnose({
      'acme-router': `this.regexp = require('acme-paths')(path)`,
      'acme-paths': `'^(?:[a-z]+;)*' + '(?:[0-9]+;)*the end of the line$'`,
    })
    expect(report).toContain('The culprit is `acme-paths 2.0.0`')
    expect(asked).toEqual(expect.arrayContaining(['acme-router', 'acme-paths']))
    expect(asked).not.toContain('acme-secret')
  })

  it('is found in own code, which is read from the repository at the commit', async () => {
    await standin.repository('acme/checkout').commit({ files: { 'lib/rules.js': `const rule = /${expression}/` } })
    const { report } = await diagnose({ 'acme-router': `exports.match = (rule, path) => rule.test(path)` })
    expect(report).toContain('It is our own code')
    expect(report).toContain('lib/rules.js')
  })
})
