import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createDepsDevIndex } from '../../src/packages/create-deps-dev-index.ts'
import { ask, closeNetwork, depsDev, failureOf, openNetwork, silence } from './answers.ts'

beforeAll(closeNetwork)
afterEach(nock.cleanAll)
afterAll(openNetwork)

const wanted = { ecosystem: 'cargo', name: 'acme-lib', version: '1.2.3' }
const atPackage = '/v3/systems/cargo/packages/acme-lib'
const atNewest = `${atPackage}/versions/2.0.0`

/** GetPackage, as documented: the version that is installed where none is asked for is the default one. */
const known = {
  packageKey: { system: 'CARGO', name: 'acme-lib' },
  versions: [
    { versionKey: { system: 'CARGO', name: 'acme-lib', version: '1.2.3' }, isDefault: false },
    { versionKey: { system: 'CARGO', name: 'acme-lib', version: '2.0.0' }, isDefault: true },
  ],
}

type Project = readonly [id: string, type: string, provenance: string]

/** GetVersion, as documented. */
function versionOf(links: Readonly<Record<string, string>>, projects: readonly Project[]) {
  return {
    versionKey: { system: 'CARGO', name: 'acme-lib', version: '2.0.0' },
    publishedAt: '2025-04-13T10:00:00Z',
    isDefault: true,
    licenses: ['MIT'],
    advisoryKeys: [],
    links: Object.entries(links).map(([label, url]) => ({ label, url })),
    slsaProvenances: [],
    registries: [],
    relatedProjects: projects.map(([id, relationType, relationProvenance]) => ({
      projectKey: { id },
      relationProvenance,
      relationType,
    })),
  }
}

function answer(version: nock.Body, status = 200, headers: nock.ReplyHeaders = { 'content-type': 'application/json' }) {
  nock(depsDev).get(atPackage).reply(200, known).get(atNewest).reply(status, version, headers)
}

describe('what deps.dev states', () => {
  const unverified = 'UNVERIFIED_METADATA'
  const rows: readonly (readonly [string, ReturnType<typeof versionOf>, object | null])[] = [
    [
      'a project of unverified metadata',
      versionOf({}, [['github.com/acme/lib', 'SOURCE_REPO', unverified]]),
      {
        address: 'github.com/acme/lib',
        tracker: null,
        provenance: 'deps.dev (unverified metadata of the newest release)',
      },
    ],
    [
      "the package's own link, which says more",
      versionOf({ HOMEPAGE: 'https://acme.example', SOURCE_REPO: 'https://github.com/acme/all/tree/main/lib' }, [
        ['github.com/acme/all', 'SOURCE_REPO', unverified],
      ]),
      { address: 'https://github.com/acme/all/tree/main/lib' },
    ],
    [
      'an attested project before an unverified one',
      versionOf({}, [
        ['github.com/acme/old', 'SOURCE_REPO', unverified],
        ['github.com/acme/lib', 'SOURCE_REPO', 'SLSA_ATTESTATION'],
      ]),
      { address: 'github.com/acme/lib', provenance: 'deps.dev (SLSA attestation of the newest release)' },
    ],
    [
      'an attested project before a link that disagrees',
      versionOf({ SOURCE_REPO: 'https://github.com/famous/other' }, [
        ['github.com/acme/lib', 'SOURCE_REPO', 'PYPI_PUBLISH_ATTESTATION'],
      ]),
      { address: 'github.com/acme/lib', provenance: 'deps.dev (PYPI publish attestation of the newest release)' },
    ],
    [
      'a link that agrees with an attested project, for its directory',
      versionOf({ SOURCE_REPO: 'https://github.com/Acme/Lib/tree/main/core' }, [
        ['github.com/acme/lib', 'SOURCE_REPO', 'GO_ORIGIN'],
      ]),
      {
        address: 'https://github.com/Acme/Lib/tree/main/core',
        provenance: 'deps.dev (GO origin of the newest release)',
      },
    ],
    ...[
      'https://elsewhere.example/github.com/acme/lib',
      'https://github.com/acme/lib-evil',
      'https://github.com@e.example/acme/lib',
    ].map(
      (link) =>
        [
          `an attested project before ${link}, which only looks like it`,
          versionOf({ SOURCE_REPO: link }, [['github.com/acme/lib', 'SOURCE_REPO', 'SLSA_ATTESTATION']]),
          { address: 'github.com/acme/lib' },
        ] as const,
    ),
    [
      'a provenance that is not known as unverified',
      versionOf({}, [['github.com/acme/lib', 'SOURCE_REPO', 'UNKNOWN_PROJECT_RELATION_PROVENANCE']]),
      { provenance: 'deps.dev (unverified metadata of the newest release)' },
    ],
    [
      'a tracker elsewhere',
      versionOf({}, [
        ['github.com/acme/issues', 'ISSUE_TRACKER', unverified],
        ['github.com/acme/lib', 'SOURCE_REPO', unverified],
      ]),
      { address: 'github.com/acme/lib', tracker: 'github.com/acme/issues' },
    ],
    ['a tracker alone', versionOf({}, [['github.com/acme/issues', 'ISSUE_TRACKER', unverified]]), null],
    ['a homepage alone', versionOf({ HOMEPAGE: 'https://github.com/acme/lib' }, []), null],
  ]
  for (const [what, version, expected] of rows) {
    it(what, async () => {
      answer(version)
      const stated = await ask(createDepsDevIndex(), wanted)
      if (expected === null) expect(stated).toBeNull()
      else expect(stated).toMatchObject(expected)
    })
  }
})

describe('each ecosystem is asked under its own name, percent-encoded', () => {
  const rows: readonly (readonly [ecosystem: string, name: string, version: string, path: string])[] = [
    ['npm', '@acme/lib', '1.0.0', '/v3/systems/npm/packages/%40acme%2Flib'],
    ['golang', 'golang.org/x/net', 'v0.7.0', '/v3/systems/go/packages/golang.org%2Fx%2Fnet'],
    ['golang', 'acme.example/lib', 'v3.0.0+incompatible', '/v3/systems/go/packages/acme.example%2Flib'],
    ['maven', 'org.acme/lib', '1.0', '/v3/systems/maven/packages/org.acme%3Alib'],
    ['pypi', 'acme-lib', '1.0', '/v3/systems/pypi/packages/acme-lib'],
    ['gem', 'acme_lib', '1.0', '/v3/systems/rubygems/packages/acme_lib'],
    ['nuget', 'Acme.Lib', '1.0', '/v3/systems/nuget/packages/Acme.Lib'],
    ['cargo', '../x', '1.0', '/v3/systems/cargo/packages/..%2Fx'],
  ]
  for (const [ecosystem, name, version, path] of rows) {
    it(`${ecosystem} ${name} ${version}`, async () => {
      // No version is marked as the default one: the locked version is asked for.
      nock(depsDev)
        .get(path)
        .reply(200, { versions: [] })
        .get(`${path}/versions/${encodeURIComponent(version)}`)
        .reply(200, versionOf({}, [['github.com/acme/lib', 'SOURCE_REPO', 'UNVERIFIED_METADATA']]))
      expect(await ask(createDepsDevIndex(), { ecosystem, name, version })).toMatchObject({
        address: 'github.com/acme/lib',
      })
    })
  }

  it('asks nothing about ecosystems that it does not know', async () => {
    for (const ecosystem of ['conan', 'deb', 'generic'])
      expect(await ask(createDepsDevIndex(), { ...wanted, ecosystem })).toBeNull()
  })
})

describe('what it does not know', () => {
  it('a package', async () => {
    nock(depsDev).get(atPackage).reply(404, 'package not found')
    expect(await ask(createDepsDevIndex(), wanted)).toBeNull()
  })

  it('a version', async () => {
    answer('version not found', 404)
    expect(await ask(createDepsDevIndex(), wanted)).toBeNull()
  })

  it('which version is the newest, of a package that has none', async () => {
    nock(depsDev).get(atPackage).reply(200, { versions: [] })
    expect(await ask(createDepsDevIndex(), { ...wanted, version: null })).toBeNull()
  })
})

describe('an answer that cannot be used is told in one line', () => {
  const rows: readonly (readonly [string, () => void, RegExp])[] = [
    ['an error of the server', () => answer('busy', 503), /deps\.dev answered with status 503; accepted: /],
    ['a redirect', () => answer('', 302, { location: 'https://elsewhere.example/' }), /with status 302/],
    ['a page', () => answer('<html>', 200, { 'content-type': 'text/html' }), /something other than JSON/],
    ['broken JSON', () => answer('{"links":'), /broken JSON/],
    ['more than 1 MiB', () => answer({ padding: 'x'.repeat(1024 * 1024) }), /too much/],
    ['another shape', () => answer({ links: 'none' }), /JSON of another shape/],
    ['a list', () => answer([]), /JSON of another shape/],
  ]
  for (const [what, prepare, message] of rows) {
    it(what, async () => {
      prepare()
      const failure = await failureOf(createDepsDevIndex(), wanted)
      expect(failure).toMatch(/^index-unavailable: [^\n]*$/)
      expect(failure).toMatch(message)
    })
  }

  it('no connection', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    nock(depsDev).get(atPackage).replyWithError(unknown)
    expect(await failureOf(createDepsDevIndex(), wanted)).toMatch(/deps\.dev could not be asked \(ENOTFOUND\)/)
  })

  it('none within the deadline', async () => {
    nock(depsDev).get(atPackage).reply(200, silence)
    expect(await failureOf(createDepsDevIndex(20), wanted)).toMatch(/deps\.dev did not answer in time/)
  })

  it('none before the caller gives up', async () => {
    nock(depsDev).get(atPackage).reply(200, silence)
    expect(await failureOf(createDepsDevIndex(), wanted, AbortSignal.timeout(20))).toMatch(/did not answer in time/)
  })
})
