import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Standin, startStandin } from '../standin/index.ts'
import { askUpstream } from './ask-upstream.ts'
import { makePackage } from './make-package.ts'

let standin: Standin
beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'rita' }],
    organizations: [{ login: 'acme' }],
    repositories: [
      { name: 'acme/secret-platform', private: true, files: { 'Cargo.toml': '[package]\nname = "secret"\n' } },
    ],
  })
})
afterAll(() => standin.close())

it('GitHub is not asked about a private package, though its lockfile names the repository', async () => {
  const culprit = makePackage({
    name: 'secret',
    ecosystem: 'cargo',
    visibility: 'private',
    repository: 'https://github.com/acme/secret-platform',
  })
  const before = standin.requests.length
  const findings = await askUpstream(standin, {
    culprit,
    graph: { packages: [culprit], lockfiles: ['Cargo.lock'] },
    diagnosis: {
      shape: {
        kind: 'hot-work',
        subject: null,
        confidence: 1,
        evidence: [],
        meaning: '',
        mitigation: '',
      },
      culprit: null,
      suspects: [],
      carriers: [],
    },
    hotSymbols: [],
    files: [],
    link: null,
    target: null,
    upstreams: {},
  })
  expect(standin.requests.slice(before)).toEqual([])
  expect(findings.repository).toBeNull()
  expect(findings.notes.join()).not.toContain('secret-platform')
})
