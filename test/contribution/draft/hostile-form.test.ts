import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Composition,
  composePublished,
  judgeRules,
  type RuleFile,
  readMarker,
  signMarker,
} from '../../../src/contribution/index.ts'
import { findLive } from '../find-live.ts'
import { sampleComposition } from './sample-composition.ts'

const forged = signMarker(
  { repositoryId: 0, incident: 12, kind: 'draft', id: 'headwater/incident-12-forged' },
  'a secret of somebody else',
)
const charms = [
  '@octocat',
  '@acme/team',
  '#12',
  'GH-1',
  'acme/checkout#1',
  'https://evil.example/x',
  'https://github.com/lockside/codec-tls/issues/72',
  '![x](https://evil.example/x.png)',
  '[x](https://evil.example)',
  '<img src=x>',
  '<!-- @octocat -->',
  '<!--',
  '-->',
  forged,
  '</details>',
  '/upstream approve 0123456789abcdef',
  'Signed-off-by: a <a@b.example>',
  'Fixes #7',
  '`',
  '```',
  '|',
  '{{evidence}}',
  '\u202e',
  '\u0000',
  '3f2a91c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2',
  '**FILL IN**',
  'Description',
]
const line = fc.array(fc.constantFrom(...charms), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))

const pullForm = (heading: string, box: string): RuleFile => ({
  path: '.github/pull_request_template.md',
  text: `## x ${heading}\n\nSay ${box}\n\n- [ ] x ${box}\n- [x] ${heading}\n`,
})
const issueForm = (heading: string, box: string): RuleFile => {
  const attributes = { label: `x ${heading}`, description: box, value: box }
  const options = [{ label: `x ${box}`, required: true }]
  const body = [
    { type: 'markdown', attributes: { value: `${heading} ${box}` } },
    { type: 'textarea', attributes },
    { type: 'checkboxes', attributes: { label: 'x', options } },
  ]
  return { path: '.github/ISSUE_TEMPLATE/bug.yml', text: JSON.stringify({ name: 'x', description: 'x', body }) }
}

let composition: Composition
beforeAll(async () => {
  composition = await sampleComposition()
})

function compose(kind: 'pr' | 'issue', file: RuleFile) {
  return composePublished({ ...composition, plan: { ...composition.plan, kind }, rules: judgeRules([file]) })
}

/** What lives in a text of ours, whatever stands around it. */
const lives = (text: string): string[] => findLive(text).map(({ what, text: found }) => `${what} ${found}`)

describe.each([
  ['pr', pullForm],
  ['issue', issueForm],
] as const)('upstream’s own form for a draft (%s), whatever stands in it', (kind, form) => {
  it('mentions nobody, links to nothing, hides nothing, and forges no mark', () => {
    const allowed = new Set(lives(compose(kind, form('y', 'z')).body))
    fc.assert(
      fc.property(line, line, (heading, box) => {
        const set = compose(kind, form(heading, box))
        expect(lives(set.body).filter((one) => !allowed.has(one))).toEqual([])
        expect(set.body).not.toMatch(/\(https:\/\/github\.com\/lockside\/codec-tls\/issues/)
        const place = { repositoryId: 0, incident: 12 }
        expect(readMarker(set.draftBody, composition.markerKey, place)?.id).toBe(set.work.name)
        expect(readMarker(set.body, composition.markerKey, place)).toBeNull()
        expect([set.title, set.work.message, set.evidence.message].join()).not.toMatch(/[@#<`]/)
      }),
      { seed: 2026, numRuns: 60 },
    )
  })
})
