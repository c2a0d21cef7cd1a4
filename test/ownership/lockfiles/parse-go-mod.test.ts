import { describe, expect, it } from 'vitest'
import { parseGoMod } from '../../../src/ownership/lockfiles/parse-go-mod.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, environment?: string) {
  return parseGoMod({ path: 'go.mod', text }, environment === undefined ? [] : [{ path: 'go.env', text: environment }])
}

const text = `module github.com/acme/notes // the service

go 1.22
toolchain go1.22.3

require (
	github.com/gorilla/mux v1.8.0
	golang.org/x/net v0.7.0 // indirect
	gopkg.in/yaml.v2 v2.4.0
)

require github.com/acme/money v1.0.0
require "github.com/acme/legacy" v2.0.0+incompatible

replace (
	github.com/acme/money => ../money
	github.com/gorilla/mux v1.8.0 => github.com/acme/mux-fork v1.8.1-0.20240101000000-0a1b2c3d4e5f
)
replace golang.org/x/net => git.acme.dev/forks/net v0.7.1

exclude golang.org/x/net v0.6.0
retract [v1.0.0, v1.0.1]
tool golang.org/x/tools/cmd/stringer
`

describe('a go.mod', () => {
  it('states the main module and what it requires; a replacement is what runs', () => {
    expect(describePackages(lock(text))).toEqual([
      'pkg:golang/github.com/acme/notes own > pkg:golang/github.com/acme/legacy@v2.0.0+incompatible, pkg:golang/github.com/acme/money, pkg:golang/github.com/acme/mux-fork@v1.8.1-0.20240101000000-0a1b2c3d4e5f, pkg:golang/gopkg.in/yaml.v2@v2.4.0',
      'pkg:golang/github.com/acme/mux-fork@v1.8.1-0.20240101000000-0a1b2c3d4e5f direct unstated',
      'pkg:golang/git.acme.dev/forks/net@v0.7.1 unstated',
      'pkg:golang/gopkg.in/yaml.v2@v2.4.0 direct unstated',
      'pkg:golang/github.com/acme/money own direct',
      'pkg:golang/github.com/acme/legacy@v2.0.0+incompatible direct unstated',
    ])
  })

  it('knows frames of a fork by the path that was imported, and its repository by the path that replaced it', () => {
    const packages = lock(text)
    expect(of(packages, 'github.com/acme/mux-fork', 'libraryNames')).toEqual(['github.com/gorilla/mux'])
    expect(of(packages, 'github.com/acme/mux-fork', 'repository')).toBe('https://github.com/acme/mux-fork')
    expect(of(packages, 'gopkg.in/yaml.v2', 'repository')).toBeNull()
  })

  it('takes a replacement for another version for none', () => {
    const packages = lock('module a.dev/b\nrequire c.dev/d v1.1.0\nreplace c.dev/d v1.0.0 => ./d\n')
    expect(packages[1]).toMatchObject({ name: 'c.dev/d', version: 'v1.1.0', own: false })
  })

  const repositories: [path: string, repository: string | null][] = [
    ['github.com/acme/wire', 'https://github.com/acme/wire'],
    ['github.com/acme/wire/v2', 'https://github.com/acme/wire'],
    ['github.com/acme/wire/sub/module', 'https://github.com/acme/wire'],
    ['bitbucket.org/acme/wire', 'https://bitbucket.org/acme/wire'],
    ['go.uber.org/zap', null],
    ['github.com.example.org/acme/wire', null],
  ]
  for (const [path, repository] of repositories) {
    it(`takes ${path} for a hint at ${repository}`, () => {
      expect(lock(`module a.dev/b\nrequire ${path} v1.0.0\n`)[1]?.repository).toBe(repository)
    })
  }

  const privacies: [pattern: string, path: string, visibility: string][] = [
    ['git.acme.dev', 'git.acme.dev/wire', 'private'],
    ['*.acme.dev', 'git.acme.dev/wire/v2', 'private'],
    ['example.org,github.com/acme/*', 'github.com/acme/wire', 'private'],
    ['github.com/acme/*', 'github.com/acme-labs/wire', 'unstated'],
    ['github.com/acme/wire/internal', 'github.com/acme/wire', 'unstated'],
    ['git.acme.dev/w[a-k]re', 'git.acme.dev/wire', 'private'],
    ['', 'git.acme.dev/wire', 'unstated'],
  ]
  for (const [pattern, path, visibility] of privacies) {
    it(`with GOPRIVATE=${pattern} calls ${path} ${visibility}`, () => {
      const packages = lock(`module a.dev/b\nrequire ${path} v1.0.0\n`, `GOFLAGS=-mod=mod\nGOPRIVATE=${pattern}\n`)
      expect(packages[1]?.visibility).toBe(visibility)
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'an unknown directive',
      'module a.dev/b\nrequires c.dev/d v1.0.0\n',
      /^go\.mod:2: "requires" is no directive of a go\.mod$/,
    ],
    ['no module', 'go 1.22\n', /^go\.mod:1: no module path; accepted: module PATH$/],
    [
      'a requirement without a version',
      'module a.dev/b\n\nrequire c.dev/d\n',
      /^go\.mod:3: accepted: require PATH VERSION$/,
    ],
    ['an open block', 'module a.dev/b\nrequire (\nc.dev/d v1.0.0\n', /^go\.mod:4: the block of require is left open/],
    [
      'a replacement without a version',
      'module a.dev/b\nreplace c.dev/d => e.dev/f\n',
      /^go\.mod:2: accepted: replace PATH/,
    ],
    [
      'a version that is none',
      'module a.dev/b\nrequire c.dev/d v1.x\n',
      /^go\.mod:2: "c\.dev\/d" "v1\.x" is no name and version of golang packages$/,
    ],
  ]
  for (const [what, malformedText, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformedText)).toThrow(message)
    })
  }
})
