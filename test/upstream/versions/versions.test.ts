import { describe, expect, it } from 'vitest'
import { versionRules } from '../../../src/upstream/index.ts'

describe('which versions a requirement allows', () => {
  const tables = {
    cargo: [
      ['0.23', '0.23.7', true],
      ['0.23.8', '0.23.7', false],
      ['1', '1.99.0', true],
      ['1', '2.0.0', false],
      ['=1.2.3', '1.2.4', false],
      ['>=1.2, <1.5', '1.4.9', true],
      ['~1.2.3', '1.3.0', false],
      ['1.*', '1.7.0', true],
      ['*', '9.0.0', true],
      ['nonsense', '1.0.0', null],
    ],
    npm: [
      ['^1.2.0', '1.9.9', true],
      ['~1.2.0', '1.3.0', false],
      ['1.2.3', '1.2.4', false],
      ['>=2 <4 || 5', '5.0.0', true],
      ['npm:@acme/other@^1.0.0', '1.1.0', true],
      ['workspace:*', '1.0.0', null],
      ['latest', '1.0.0', null],
    ],
    golang: [
      ['v0.6.0', 'v0.7.0', true],
      ['v0.8.0', 'v0.7.0', false],
      ['v0.0.0-20220105145211-5b0c2dfa0d83', 'v0.7.0', true],
      ['main', 'v0.7.0', null],
    ],
  } as const
  for (const [ecosystem, table] of Object.entries(tables)) {
    for (const [requirement, version, allowed] of table) {
      it(`${ecosystem}: ${requirement} and ${version}`, () => {
        expect(versionRules(ecosystem as keyof typeof tables)?.allows(requirement, version)).toBe(allowed)
      })
    }
  }
})

describe('which texts are versions, and in which order', () => {
  const ordered = {
    cargo: ['0.23.6', '0.23.7-rc.1', '0.23.7', '0.24.0'],
    npm: ['1.0.0-alpha.2', '1.0.0-alpha.10', '1.0.0', '1.0.1'],
    golang: [
      'v0.0.0-20220105145211-5b0c2dfa0d83',
      'v0.0.0-20230105145211-5b0c2dfa0d83',
      'v0.7.0',
      'v2.0.0+incompatible',
    ],
  } as const
  for (const [ecosystem, versions] of Object.entries(ordered)) {
    const rules = versionRules(ecosystem as keyof typeof ordered)
    it(`${ecosystem}: ${versions.join(' < ')}`, () => {
      expect(versions.every((version) => rules?.isVersion(version))).toBe(true)
      expect([...versions].reverse().sort((a, b) => rules?.compare(a, b) ?? 0)).toEqual(versions)
    })
    it(`${ecosystem}: a name, an empty text and a long one are none`, () => {
      const texts = ['', 'latest', 'nightly-2024', `1.${'0'.repeat(200)}.0`, 'constructor']
      expect(texts.filter((text) => rules?.isVersion(text))).toEqual([])
    })
  }

  it('tells Go major versions that have another path, and those that share one', () => {
    const rules = versionRules('golang')
    expect(rules?.isCompatible('v0.6.0', 'v1.2.0')).toBe(true)
    expect(rules?.isCompatible('v1.6.0', 'v2.0.0')).toBe(false)
    expect(rules?.isCompatible('v2.6.0+incompatible', 'v3.0.0+incompatible')).toBe(true)
  })
})
