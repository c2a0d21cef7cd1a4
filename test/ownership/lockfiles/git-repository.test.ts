import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gitRepository } from '../../../src/ownership/lockfiles/git-repository.ts'

describe('the address of a git source', () => {
  const valid: [source: string, address: string][] = [
    ['git+https://github.com/acme/wire', 'https://github.com/acme/wire'],
    ['git+https://github.com/acme/wire.git?branch=main#0a1b2c', 'https://github.com/acme/wire'],
    ['git+ssh://git@github.com/acme/wire.git#0a1b2c', 'https://github.com/acme/wire'],
    ['ssh://git@git.acme.dev:2222/team/sub/wire.git', 'https://git.acme.dev/team/sub/wire'],
    ['git://git.acme.dev/wire/', 'https://git.acme.dev/wire'],
    ['git@gitlab.com:acme/wire.git', 'https://gitlab.com/acme/wire'],
    ['github:acme/wire#v1', 'https://github.com/acme/wire'],
    ['gitlab:acme/wire', 'https://gitlab.com/acme/wire'],
    ['bitbucket:acme/wire.git', 'https://bitbucket.org/acme/wire'],
    ['https://token:x-oauth@github.com/acme/wire.git', 'https://github.com/acme/wire'],
  ]
  for (const [source, address] of valid) {
    it(`${source} is ${address}`, () => {
      expect(gitRepository(source)).toBe(address)
    })
  }

  const invalid = [
    '',
    'acme/wire',
    'file:///srv/wire',
    'git+file:///srv/wire.git',
    '/srv/wire',
    'https://github.com/',
    'C:\\wire',
    `https://a.dev/${'/'.repeat(100_000)}x`,
  ]
  for (const source of invalid) {
    it(`${source.slice(0, 40)} has none`, () => {
      expect(gitRepository(source)).toBeNull()
    })
  }

  it('never carries credentials, a query or a commit', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
    const law = fc.property(word, word, word, word, (user, secret, owner, name) => {
      const source = `git+https://${user}:${secret}@git.acme.dev/${owner}/${name}.git?token=${secret}#${secret}`
      expect(gitRepository(source)).toBe(`https://git.acme.dev/${owner}/${name}`)
    })
    fc.assert(law)
  })
})
