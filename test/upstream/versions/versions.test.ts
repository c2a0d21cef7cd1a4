import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { versionRules } from '../../../src/upstream/index.ts'
import { upstreamReleaseOf } from '../../../src/upstream/versions/index.ts'

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
    pypi: [
      ['>=3.9,<4', '3.9.4', true],
      ['~=3.9.0', '3.10.0', false],
      ['==3.9.*', '3.9.4', true],
      ['!=3.9.4', '3.9.4', false],
      ['^3.9', '3.9.4', true],
      ['^0.3', '0.4.0', false],
      ['~3.9', '3.10.0', false],
      ['>=1,<2 || ^3.9', '3.9.4', true],
      ['3.9.3', '3.9.4', false],
      ['*', '3.9.4', true],
      ['latest', '3.9.4', null],
    ],
    gem: [
      ['~> 2.2', '2.9.1', true],
      ['~> 2.2', '3.0.0', false],
      ['~> 2.2', '3.0.0.pre1', false],
      ['~> 2.2.3', '2.3.0', false],
      ['>= 2.2, < 3', '2.2.3', true],
      ['2.2.3', '2.2.4', false],
      ['!= 2.2.3', '2.2.3', false],
      ['git', '1.0', null],
    ],
    maven: [
      ['[1.0,2.0)', '1.9', true],
      ['[1.0,2.0)', '2.0', false],
      ['(,1.0]', '1.0', true],
      ['[1.5]', '1.5.0', true],
      ['[1.0,1.2],[2.0,)', '1.5', false],
      ['4.1.41.Final', '4.1.42.Final', true],
      ['[1.0', '1.0', null],
      ['[ 1.0 , 2.0 )', '1.9', true],
      [`[${' '.repeat(126)},${' '.repeat(126)}`, '1.0', null],
      ['\u0024{netty.version}', '1.0', null],
    ],
    composer: [
      ['^1.2', '1.9.0', true],
      ['^0.3', '0.4.0', false],
      ['~1.2', '1.9.0', true],
      ['~1.2.3', '1.3.0', false],
      ['1.2.*', '1.2.9', true],
      ['>=1.2 <2', '2.0.0-beta1', false],
      ['1.0 - 2.0', '2.0.9', true],
      ['^1 || ^2@dev', '2.1.0', true],
      ['dev-main', '1.0.0', null],
    ],
    nuget: [
      ['1.0', '1.4.0', true],
      ['[1.0]', '1.0.0', true],
      ['(1.0,)', '1.0', false],
      ['[1.0, 2.0)', '2.0.0-rc.1', true],
      ['1.*', '1.4.0', true],
      ['1.2.*', '1.3.0', false],
      ['nightly', '1.0.0', null],
    ],
    conan: [
      ['[>=1.44 <2]', '1.48.0', true],
      ['[~1.47]', '1.48.0', false],
      ['[^1.47 || 3.0]', '1.48.0', true],
      ['1.47.0', '1.48.0', false],
      ['[newest]', '1.48.0', null],
    ],
    hex: [
      ['~> 2.1', '2.9.0', true],
      ['~> 2.1.3', '2.2.0', false],
      ['>= 1.0.0 and < 2.0.0 or == 3.0.0', '3.0.0', true],
      ['main', '1.0.0', null],
    ],
    deb: [
      ['>= 1.44.2-1', '1.44.2-1+deb12u1', true],
      ['<< 1.48', '1.48~rc1', true],
      ['1.48', '1.48', null],
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
    // Ordered by Python's `packaging`, RubyGems, maven-artifact, composer/semver and dpkg.
    pypi: ['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0+local.1', '1.0.post1', '1.1', '1!0.5'],
    gem: ['1.0.a', '1.0.b1', '1.0', '1.0.1', '1.1.pre.1', '1.1', '1.10', '2'],
    maven: [
      '1-alpha-1',
      '1.0-beta1',
      '1-m3',
      '1.0-rc1',
      '1-SNAPSHOT',
      '1.0.Final',
      '1-sp1',
      '1.0-jre',
      '1-1',
      '1.0.1',
      '1.2',
      '1.10',
    ],
    composer: ['1.0-dev', '1.0-alpha1', '1.0-beta2', '1.0-RC1', '1.0', '1.0-p1', '1.0.0.1', '1.10'],
    nuget: ['1.0-alpha', '1.0-Alpha.1', '1.0-beta', '1.0-rc.1', '1.0', '1.0.0.1', '1.10'],
    conan: ['1.0-rc1', '1.0', '1.2', '1.10.0'],
    hex: ['1.0.0-rc.1', '1.0.0', '1.0.1'],
    deb: ['1.2~~a', '1.2~rc1', '1.2', '1.2-1', '1.2-1+deb12u1', '1.2-2', '1.2a', '1.2+dfsg', '1.10', '1:0.9'],
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

  it('takes previews, snapshots and their kin for no release', () => {
    const previews = {
      pypi: ['1.0a1', '1.0.dev1', '1.0rc1'],
      gem: ['1.0.pre1', '1.0.0.beta2'],
      maven: ['1.0-SNAPSHOT', '1.0-RC1', '4.2.0.Alpha1', '1.0-m3', '1.0-b07'],
      composer: ['1.0-beta1', '1.0-RC2', '1.0-dev'],
      nuget: ['1.0-preview.1'],
      conan: ['1.0-rc1'],
      deb: ['1.0~rc1'],
    } as const
    for (const [ecosystem, versions] of Object.entries(previews))
      expect(versions.filter((version) => versionRules(ecosystem as keyof typeof previews)?.isStable(version))).toEqual(
        [],
      )
    expect(versionRules('maven')?.isStable('4.1.42.Final')).toBe(true)
    expect(versionRules('maven')?.isStable('32.1.1-jre')).toBe(true)
    expect(versionRules('composer')?.isStable('1.0-p1')).toBe(true)
  })

  it('finds the release of upstream that a distribution made its package from', () => {
    const made = ['1.44.2-1+deb12u1', '1:1.44.2-1', '1.44.2+dfsg-3', '2.0+really1.44.2-1', '1.44.2~dfsg1-1']
    expect(made.map(upstreamReleaseOf)).toEqual(made.map(() => '1.44.2'))
  })

  it('orders any two texts that it takes for versions one way, and itself the same', () => {
    const text = fc.stringMatching(/^v?\d{1,3}(?:[.-]?(?:\d{1,2}|rc|a|beta|Final|dev|p)){0,4}$/)
    for (const ecosystem of Object.keys(ordered) as (keyof typeof ordered)[]) {
      const rules = versionRules(ecosystem)
      fc.assert(
        fc.property(text, text, (first, second) => {
          if (!rules?.isVersion(first) || !rules.isVersion(second)) return
          expect(Math.sign(rules.compare(first, second)) + Math.sign(rules.compare(second, first))).toBe(0)
          expect(rules.compare(first, first)).toBe(0)
        }),
      )
    }
  })

  it('tells Go major versions that have another path, and those that share one', () => {
    const rules = versionRules('golang')
    expect(rules?.isCompatible('v0.6.0', 'v1.2.0')).toBe(true)
    expect(rules?.isCompatible('v1.6.0', 'v2.0.0')).toBe(false)
    expect(rules?.isCompatible('v2.6.0+incompatible', 'v3.0.0+incompatible')).toBe(true)
  })
})
