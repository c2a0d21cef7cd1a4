import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGitHubClient } from '../../src/github/index.ts'
import { investigateUpstream } from '../../src/upstream/index.ts'
import { type Standin, startStandin } from '../standin/index.ts'
import { makePackage } from './make-package.ts'

const manifest = JSON.stringify({
  name: 'acme-lib',
  version: '1.2.3',
  repository: 'github:acme/lib',
  bugs: { url: 'https://bugs.acme.test/projects/lib' },
})

let standin: Standin
beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'rita' }],
    organizations: [{ login: 'acme' }],
    repositories: [{ name: 'acme/lib', commits: [{ files: { 'package.json': manifest } }] }],
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

describe('a package whose issues are kept elsewhere than on GitHub', () => {
  it('is told of with the link, and nobody claims that upstream does not know', async () => {
    const options = { apiUrl: standin.url, token: standin.tokenOf('rita'), pacing: false, requestTimeoutMs: 30_000 }
    const culprit = makePackage()
    const shape = {
      kind: 'busy-loop' as const,
      subject: null,
      confidence: 0.9,
      evidence: [],
      meaning: '',
      mitigation: '',
    }
    const findings = await investigateUpstream(
      {
        culprit,
        graph: { packages: [culprit], lockfiles: ['package-lock.json'] },
        diagnosis: { shape, culprit: null, suspects: [], carriers: [] },
        hotSymbols: [],
        files: [],
        link: null,
        target: null,
        upstreams: {},
      },
      {
        github: await createGitHubClient(options),
        indexes: [],
        advisories: [],
        installed: new Map([[culprit.purl, { path: 'node_modules/acme-lib/package.json', text: manifest }]]),
        signal: AbortSignal.timeout(60_000),
        clock: () => new Date('2025-02-03T05:46:00Z'),
      },
    )
    expect(findings).toMatchObject({
      repository: { url: 'https://github.com/acme/lib', tracker: 'https://bugs.acme.test/projects/lib' },
      fix: null,
      notes: [
        'Issues of acme-lib are kept at https://bugs.acme.test/projects/lib, which is not on GitHub: look there.',
      ],
    })
  })
})
