import { describe, expect, it } from 'vitest'
import { createGitHubClient } from '../../../src/github/index.ts'
import { readDependencyGraph, type ServiceFile } from '../../../src/ownership/index.ts'
import { Enquiry } from '../../../src/upstream/enquiry.ts'
import { findRemedy } from '../../../src/upstream/remedy/find-remedy.ts'

/** The remedy where no repository of any parent is known. */
async function remedyFor(files: readonly ServiceFile[], name: string, version: string) {
  const graph = readDependencyGraph(files)
  const one = graph.packages.find((found) => found.name === name && !found.own)
  if (one === undefined) throw new Error(`the lockfile has no ${name}`)
  const github = await createGitHubClient({
    apiUrl: 'http://127.0.0.1:9',
    token: 'none',
    pacing: false,
    requestTimeoutMs: 1_000,
  })
  const question = { graph, files, culprit: one, fixPackage: one, version, repositoryOf: async () => null }
  return findRemedy(question, new Enquiry(github, AbortSignal.timeout(60_000)))
}

const gems = (range: string, asked: string): ServiceFile[] => [
  {
    path: 'Gemfile.lock',
    text: `GEM\n  remote: https://rubygems.org/\n  specs:\n    rack (2.2.3)\n    rack-session (1.0.2)\n      rack (${range})\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rack${asked}\n  rack-session\n`,
  },
]

const composerFiles = (range: string): ServiceFile[] => [
  { path: 'composer.json', text: JSON.stringify({ name: 'acme/checkout', require: { 'acme/wire': range } }) },
  {
    path: 'composer.lock',
    text: JSON.stringify({
      'content-hash': '0123456789abcdef0123456789abcdef',
      packages: [{ name: 'acme/wire', version: '1.2.3', source: { type: 'git', url: 'https://github.com/acme/wire' } }],
      'packages-dev': [],
    }),
  },
]

describe('how a service comes to a fixed version', () => {
  const within: readonly (readonly [what: string, files: ServiceFile[], name: string, to: string, command: string])[] =
    [
      ['a Gemfile and a gem', gems('< 3', ' (~> 2.2)'), 'rack', '2.2.9', 'bundle update --conservative rack'],
      ['a composer.json', composerFiles('^1.2'), 'acme/wire', '1.2.4', 'composer update acme/wire:1.2.4'],
    ]
  for (const [what, files, name, to, command] of within) {
    it(`by the lockfile alone, where ${what} allow it`, async () => {
      expect(await remedyFor(files, name, to)).toMatchObject({ command, parent: null, steps: [{ manifest: null }] })
    })
  }

  it('by another requirement, where our own leaves it out', async () => {
    expect(await remedyFor(composerFiles('~1.2.3'), 'acme/wire', '1.3.0')).toMatchObject({
      command: 'composer require "acme/wire:^1.3.0"',
      steps: [{ manifest: 'composer.json', requirement: '^1.3.0' }],
    })
  })

  it('says what a person has to change, where the package manager changes no manifest', async () => {
    const remedy = await remedyFor(gems('< 4', ' (~> 2.2)'), 'rack', '3.0.1')
    expect(remedy).toMatchObject({ steps: [{ manifest: 'Gemfile', requirement: '~> 3.0.1' }] })
    expect(remedy?.reasons.at(-1)).toBe('change it there to ~> 3.0.1 first: bundler does not')
  })

  it('says which parent must move first', async () => {
    const remedy = await remedyFor(gems('< 3', ''), 'rack', '3.0.1')
    expect(remedy).toMatchObject({ parent: 'pkg:gem/rack-session', command: 'bundle update --conservative rack' })
    expect(remedy?.reasons.at(-1)).toMatch(/^rack-session 1\.0\.2 leaves rack 3\.0\.1 out and must move first/)
  })

  it('moves the version that a pom.xml or a requirements file pins', async () => {
    const pom =
      '<project><groupId>com.acme</groupId><artifactId>checkout</artifactId><version>1</version><dependencies><dependency><groupId>com.acme</groupId><artifactId>wire</artifactId><version>1.2.3</version></dependency></dependencies></project>'
    expect(await remedyFor([{ path: 'pom.xml', text: pom }], 'com.acme/wire', '1.2.4')).toMatchObject({
      command: 'mvn versions:use-dep-version -Dincludes=com.acme:wire -DdepVersion=1.2.4 -DforceVersion=true',
      steps: [{ manifest: 'pom.xml', requirement: '1.2.4' }],
    })
    expect(
      await remedyFor([{ path: 'requirements.txt', text: 'acme-wire==1.2.3\n' }], 'acme-wire', '1.2.4'),
    ).toMatchObject({
      command: 'pip install "acme-wire==1.2.4"',
      steps: [{ manifest: 'requirements.txt', requirement: '==1.2.4' }],
    })
  })

  it('gives no command that a shell would take for something else', async () => {
    expect(await remedyFor(composerFiles('^1.2'), 'acme/wire', '1.2.4;reboot')).toBeNull()
  })
})
