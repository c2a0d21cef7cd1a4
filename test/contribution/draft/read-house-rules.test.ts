import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HouseRules, readHouseRules } from '../../../src/contribution/index.ts'
import { createGitHubClient, describeRepository, type GitHub } from '../../../src/github/index.ts'
import { type Standin, startStandin } from '../../standin/index.ts'

let standin: Standin
let github: GitHub

beforeAll(async () => {
  standin = await startStandin({
    users: [{ login: 'lena' }],
    organizations: [{ login: 'lockside', admins: ['lena'] }],
    repositories: [
      {
        name: 'lockside/codec',
        files: {
          'CONTRIBUTING.md': 'Add a changeset for each change.\n',
          '.github/CONTRIBUTING.md': 'Sign the CLA at https://cla.example/x.\n',
          '.github/dco.yml': 'require: { members: false }\n',
          'docs/pull_request_template.txt': '## What\n',
          'newsfragments/1.fix.rst': 'A fix.\n',
          'src/CONTRIBUTING.md': 'Bots must not open issues.\n',
          'vendor/other/.github/ISSUE_TEMPLATE/bug.md': '## Not ours\n',
        },
      },
      { name: 'lockside/bare', files: { 'README.md': '# Bare\n' } },
      {
        name: 'lockside/.github',
        files: {
          'CONTRIBUTING.md': 'We do not accept pull requests by bots.\n',
          '.github/ISSUE_TEMPLATE/bug.md': '## Seen\n',
          '.github/ISSUE_TEMPLATE/config.yml': 'blank_issues_enabled: false\n',
        },
      },
    ],
  })
  github = await createGitHubClient({
    apiUrl: standin.url,
    token: standin.tokenOf('lena'),
    pacing: false,
    requestTimeoutMs: 5_000,
  })
})
afterAll(async () => {
  expect(standin.violations).toEqual([])
  await standin.close()
})

async function rulesOf(repo: string): Promise<{ rules: HouseRules; requests: number }> {
  const house = await describeRepository(github, { owner: 'lockside', repo })
  if (house === null) throw new Error(`no ${repo}`)
  const before = standin.requests.length
  const rules = await readHouseRules(github, house, house.defaultBranch)
  return { rules, requests: standin.requests.length - before }
}

it('reads what a repository says where GitHub looks for it, and nowhere else, with fewer requests than rooms', async () => {
  const { rules, requests } = await rulesOf('codec')
  expect(rules).toMatchObject({
    refusesTools: null,
    wantsAgreement: { path: '.github/CONTRIBUTING.md' },
    wantsChangelog: { path: 'CONTRIBUTING.md' },
    wantsSignOff: { path: '.github/dco.yml' },
    pullRequestForm: { path: 'docs/pull_request_template.txt' },
    doors: { issues: true, pullRequests: 'everybody', limit: null },
    isCut: false,
  })
  expect(rules.read.slice(0, 3)).toEqual([
    '.github/CONTRIBUTING.md',
    'CONTRIBUTING.md',
    'docs/pull_request_template.txt',
  ])
  expect(requests).toBeLessThanOrEqual(12)
})

it('obeys what an organisation says for all its repositories where one says nothing', async () => {
  const { rules } = await rulesOf('bare')
  expect(rules).toMatchObject({
    refusesTools: { path: 'lockside/.github/CONTRIBUTING.md' },
    refusesBlankIssues: { path: 'lockside/.github/.github/ISSUE_TEMPLATE/config.yml' },
    issueForm: { path: 'lockside/.github/.github/ISSUE_TEMPLATE/bug.md' },
  })
})
