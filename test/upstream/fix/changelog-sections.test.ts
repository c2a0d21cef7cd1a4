import { describe, expect, it } from 'vitest'
import { carriedBy, isTakenBack } from '../../../src/upstream/fix/carried-by.ts'
import { changelogSections } from '../../../src/upstream/fix/changelog-sections.ts'
import { chooseStated } from '../../../src/upstream/fix/choose-stated.ts'
import { versionRules } from '../../../src/upstream/index.ts'

const rulesOf = (ecosystem: 'npm' | 'pypi' | 'maven' | 'golang') => {
  const rules = versionRules(ecosystem)
  if (rules === null) throw new Error(`no rules for ${ecosystem}`)
  return rules
}

describe('the sections of a changelog', () => {
  const headings: readonly (readonly [line: string, version: string | null])[] = [
    ['## [1.2.4] - 2025-01-02', '1.2.4'],
    ['## 1.2.4 (2025-01-02)', '1.2.4'],
    ['### v1.2.4 (2025-01-02)', '1.2.4'],
    ['# 1.2.4 (January 2nd, 2025)', '1.2.4'],
    ['## acme-lib@1.2.4', '1.2.4'],
    ['## [v1.2.4](https://acme.example/releases/1)', '1.2.4'],
    ['1.2.4 / 2025-01-02', '1.2.4'],
    ['2024.02.07, Version 1.2.4 (Stable)', '1.2.4'],
    ['Version 1.2.4', '1.2.4'],
    ['1.2.4 (2025-01-02)\n==================', '1.2.4'],
    ['## Unreleased', null],
    ['- needs other 1.2.4 or later', null],
    ['    1.2.4', null],
    ['It was broken since 1.2.4.', null],
    ['1.2.4 is the last one that ran on old machines, so take care when you move.', null],
  ]
  for (const [line, version] of headings) {
    it(`${version ?? 'none'} for ${line.replaceAll('\n', ' ')}`, () => {
      const found = changelogSections(`${line}\n\n* text\n`, rulesOf('npm'))
      expect(found.map((section) => section.version)).toEqual(version === null ? [] : [version])
    })
  }

  it('keeps what is written below a heading, up to the next one', () => {
    const text = '# Changes\n\n## 2.0.0\n\n- new\n\n## 1.9.1\n\n- mended (#5)\n'
    expect(changelogSections(text, rulesOf('npm')).map((section) => [section.version, section.text.trim()])).toEqual([
      ['2.0.0', '- new'],
      ['1.9.1', '- mended (#5)'],
    ])
  })

  it('takes versions as each ecosystem writes them', () => {
    expect(changelogSections('## 4.1.42.Final\n', rulesOf('maven'))[0]?.version).toBe('4.1.42.Final')
    expect(changelogSections('## 0.7.0\n', rulesOf('golang'))[0]?.version).toBe('v0.7.0')
  })
})

describe('the release that counts, of those that are said to have a fix', () => {
  const choices: readonly (readonly [
    stated: readonly string[],
    locked: string | null,
    kind: string,
    version: string,
  ])[] = [
    [['1.2.4'], '1.2.3', 'released', '1.2.4'],
    [['2.0.0', '1.2.4'], '1.2.3', 'released', '1.2.4'],
    [['2.0.0', '1.2.4'], '1.2.4', 'locked', '1.2.4'],
    [['2.0.0', '1.2.4'], '1.3.0', 'released', '2.0.0'],
    [['1.2.4', '1.3.1'], '1.3.0', 'released', '1.3.1'],
    [['1.2.4'], '1.5.0', 'locked', '1.2.4'],
    [['1.2.4'], null, 'released', '1.2.4'],
    [['1.2.4-rc.1', '1.2.4'], '1.2.3', 'released', '1.2.4'],
  ]
  for (const [stated, locked, kind, version] of choices) {
    it(`${stated.join(', ')} with ${locked ?? 'none'} locked: ${kind} ${version}`, () => {
      expect(chooseStated(stated, locked, rulesOf('npm'))).toEqual({ kind, version })
    })
  }

  it('is none where only previews have it', () => {
    expect(chooseStated(['2.0.0-rc.1'], '1.0.0', rulesOf('npm'))).toBeNull()
  })
})

describe('commits that carry a change to another branch', () => {
  const home = { owner: 'acme', repo: 'lib' }
  const origin = 'a'.repeat(40)
  const change = { commit: origin, threads: [{ ...home, issue: 6 }] }
  const messages: readonly (readonly [message: string, carries: boolean])[] = [
    [`Read once\n\n(cherry picked from commit ${origin})`, true],
    [`Read once\n\n(cherry picked from commit ${origin.slice(0, 12)})`, true],
    ['Read once (#6)', true],
    ['[1.2] Read once (#6) (#9)', true],
    ['Read once\n\nBackport of #6', true],
    ['Read once\n\nFixes https://github.com/acme/lib/issues/6', true],
    ['Test more\n\nSee #6', false],
    ['Read twice (#7)', false],
    ['Revert "Read once (#6)"', false],
    ['Read once (other/lib#6)', false],
    [`Read once\n\n(cherry picked from commit ${'b'.repeat(40)})`, false],
  ]
  for (const [message, carries] of messages) {
    it(`${carries ? 'carries' : 'does not'}: ${message.replaceAll('\n', ' ').slice(0, 60)}`, () => {
      const commit = { sha: 'c'.repeat(40), message, committedAt: '2025-01-02T00:00:00Z' }
      expect(carriedBy([commit], change, home).length).toBe(carries ? 1 : 0)
    })
  }

  it('does not count where they were taken back again', () => {
    const commit = { sha: 'c'.repeat(40), message: 'Read once (#6)', committedAt: '' }
    const back = { sha: 'd'.repeat(40), message: `Revert\n\nThis reverts commit ${commit.sha}.`, committedAt: '' }
    expect(isTakenBack(commit.sha, [back])).toBe(true)
    expect(carriedBy([commit, back], change, home)).toEqual([])
  })
})
