import type { Seed } from '../standin/index.ts'
import { canonical, incidentSeed, serviceFiles } from './incident-seed.ts'

export const upstreamName = 'lockside/tls-tokio'

/** The canonical incident's service, and an upstream of its culprit with its rules and forms. */
export function contributionSeed(): Seed {
  const repositories = (incidentSeed.repositories ?? []).map((repository) =>
    repository.name === 'acme/edge-proxy'
      ? {
          ...repository,
          commits: [
            { message: 'Serve', files: serviceFiles(canonical), tag: 'v1.4.0' },
            {
              message: 'Configure Headwater',
              files: { '.github/headwater.yml': 'upstreams:\n  tokio-rustls: lockside/tls-tokio\n' },
            },
          ],
        }
      : repository,
  )
  return {
    ...incidentSeed,
    users: [...(incidentSeed.users ?? []), { login: 'headwater[bot]', type: 'Bot' }, { login: 'lena' }],
    organizations: [...(incidentSeed.organizations ?? []), { login: 'lockside', admins: ['lena'] }],
    repositories: [
      ...repositories,
      {
        name: 'lockside/tls-tokio',
        defaultBranch: 'main',
        files: {
          'Cargo.toml': '[package]\nname = "tokio-rustls"\nversion = "0.23.4"\nedition = "2021"\n',
          'src/lib.rs': '// asynchronous TLS streams\n',
          '.github/workflows/ci.yml': 'on: push\n',
          '.github/pull_request_template.md':
            '## Description\n\n<!-- what @lena should see -->\n\n## How to test\n\n- [ ] I read CONTRIBUTING\n',
          '.github/ISSUE_TEMPLATE/bug.yml':
            'name: Bug\ndescription: A fault\nbody:\n  - type: textarea\n    attributes:\n      label: What happened?\n  - type: input\n    attributes:\n      label: Version\n',
          'CONTRIBUTING.md': '# Contributing\n\nBe kind. Sign your commits off (DCO).\n',
        },
      },
    ],
    issues: [
      {
        repository: 'lockside/tls-tokio',
        author: 'lena',
        title: 'Endless wakeups after an abrupt close',
        body: 'The task is polled again and again.',
      },
    ],
  }
}
