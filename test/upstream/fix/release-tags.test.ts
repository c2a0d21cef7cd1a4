import { describe, expect, it } from 'vitest'
import { releaseTags } from '../../../src/upstream/fix/release-tags.ts'
import { versionRules } from '../../../src/upstream/index.ts'
import { makePackage } from '../make-package.ts'

const rules = versionRules('npm')
const goRules = versionRules('golang')

function versionsOf(tags: readonly string[], name = 'acme-lib', repo = 'acme-lib'): string[] {
  if (rules === null) throw new Error('no rules')
  const dated = tags.map((tag) => ({ name: tag, committedAt: null }))
  return releaseTags(dated, makePackage({ name }), { repo, directory: null }, rules).map(({ version }) => version)
}

describe('the tags that mark the releases of a package', () => {
  const tables: readonly (readonly [what: string, tags: string[], name: string, repo: string, versions: string[]])[] = [
    ['a plain prefix', ['v1.2.3', 'v1.2.4'], 'acme-lib', 'acme-lib', ['1.2.3', '1.2.4']],
    ['no prefix', ['1.2.3', '2.0.0-rc.1'], 'acme-lib', 'acme-lib', ['1.2.3', '2.0.0-rc.1']],
    ['a folder', ['v/1.2.3', 'v/1.2.4'], 'acme-lib', 'acme-lib', ['1.2.3', '1.2.4']],
    ['its name', ['acme-lib-v1.2.3', 'other-v9.0.0'], 'acme-lib', 'mono', ['1.2.3']],
    ['a scoped name', ['@acme/lib@1.2.3', '@acme/other@9.0.0'], '@acme/lib', 'mono', ['1.2.3']],
    ['the repository', ['mono-1.2.3', 'docs-7.0.0'], 'acme-lib', 'mono', ['1.2.3']],
    [
      'what was locked, before the name',
      ['v1.2.3', 'v1.2.4', 'acme-lib-v0.0.1'],
      'acme-lib',
      'mono',
      ['1.2.3', '1.2.4'],
    ],
    ['only those of others', ['other-v9.0.0', 'docs/2.0.0'], 'acme-lib', 'mono', []],
    ['no versions', ['nightly', 'stable', 'v1', '2024-05-15'], 'acme-lib', 'acme-lib', []],
  ]
  for (const [what, tags, name, repo, versions] of tables) {
    it(what, () => {
      expect(versionsOf(tags, name, repo)).toEqual(versions)
    })
  }

  it('goes by the directory of a Go module', () => {
    if (goRules === null) throw new Error('no rules')
    const tags = ['v1.0.0', 'sub/v1.1.0', 'sub/deep/v1.2.0'].map((name) => ({ name, committedAt: null }))
    const wanted = makePackage({ ecosystem: 'golang', name: 'github.com/acme/mono/sub', version: 'v1.0.0' })
    const read = (directory: string | null) =>
      releaseTags(tags, wanted, { repo: 'mono', directory }, goRules).map(({ tag }) => tag)
    expect([read(null), read('sub')]).toEqual([['v1.0.0'], ['sub/v1.1.0']])
  })
})
