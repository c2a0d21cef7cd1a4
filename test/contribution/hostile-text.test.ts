import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeRedactor } from '../../src/contribution/index.ts'
import { type CommentInput, type PersonsWord, renderComment } from '../../src/report/index.ts'
import { contextOf, sampleReport } from '../report/sample-report.ts'
import { findLive, skeletonOf } from './find-live.ts'

/** What brings text to life on GitHub, and what could break out of where it stands. */
const charms = [
  '@octocat',
  '\\@octocat',
  '&#64;octocat',
  '&commat;octocat',
  '@acme/admins',
  'a@b.example',
  'mailto:a@b.example',
  '#1',
  'GH-1',
  'gh-12',
  'acme/checkout#1',
  'acme/checkout@3f2a91c',
  '3f2a91c',
  '3f2a91c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2',
  'deadbeef',
  'https://evil.example/x',
  'www.evil.example',
  'http://evil.example',
  '<https://evil.example>',
  '//evil.example',
  'ftp://evil.example',
  '[x](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '[x]: https://evil.example',
  '[x][x]',
  '[^1]',
  '[^1]: note',
  '[ ] task',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  '<script>',
  '</details>',
  '<details>',
  '<b>',
  '<a href="x">',
  '<?x',
  '<![CDATA[',
  '&lt;b&gt;',
  '&amp;',
  '&nbsp;',
  ':tada:',
  ':+1:',
  '$x^2$',
  '$$',
  '$`x`$',
  '```math',
  '`',
  '``',
  '```',
  '````',
  `${'`'.repeat(80)} @octocat`,
  '~~~',
  '\\',
  '\\`',
  '`\\',
  '|',
  '\\|',
  '\\\\|',
  '||',
  '`|`',
  '*',
  '**',
  '_',
  '__',
  '~',
  '~~',
  '#',
  '##',
  '>',
  '> [!NOTE]',
  '-',
  '- ',
  '+',
  '1.',
  '1)',
  '===',
  '---',
  '***',
  '=',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\u2028',
  '\u0085',
  '\u000b',
  '\t',
  '\n    ',
  '\n- ',
  '\n# ',
  '\n> ',
  '\n```\n',
  '\n| a | b |\n| - | - |\n',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u3164',
  '\u2800',
  '\ufe0f',
  '\uffff',
  '\ufffe',
  '\ud800',
  '\udfff',
  '\u{e0041}',
  ' ',
  '  ',
  '\u00a0',
  '\u3000',
  '{{x}}',
  '{{{x}}}',
  '{{/reasons}}',
  '{{=<% %>=}}',
  'a',
  'foo::bar',
  'T',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '!',
  '.',
  ',',
  ';',
  ':',
  '/',
  '/upstream approve',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  'שלום',
  '決済',
  '🦀',
  '<!-- headwater:1:e30:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA -->',
] as const
const charm = fc.constantFrom(...charms)
const anyName = fc.oneof(
  { weight: 5, arbitrary: fc.array(charm, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.array(charm, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' ')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(charm, fc.integer({ min: 1, max: 400 })).map(([part, count]) => part.repeat(count)),
  },
)

/** A text of nothing leaves an empty line, which is no harm and another skeleton. */
const name = anyName.map((text) => (text.trim() === '' ? 'x' : text))

/** Every foreign text of a report takes the next of the given names. */
function hostileReport(names: readonly string[]): CommentInput {
  let next = 0
  return {
    ...sampleReport(() => names[next++ % names.length] ?? ''),
    words: wordsOf(names[0] ?? '', names[1] ?? ''),
    notice: names[2] ?? '',
  }
}

function wordsOf(by: string, what: string): PersonsWord[] {
  return [
    { about: 'suspect', by, what, isSupported: false },
    { about: 'link', by, what },
  ]
}

const picture = 'https://github.com/acme/checkout/raw/3f2a91c/incidents/7/flamegraph.png'
const usual: CommentInput = { ...sampleReport(), words: wordsOf('a', 'b'), notice: 'c' }
const nothing = { hidden: [], shown: [], hiddenSymbols: [], hiddenTexts: [] }

describe('a symbol, file or package name, whatever it is', () => {
  it('brings nothing to life in a report and keeps to its place: 10,000 of them', () => {
    const skeleton = skeletonOf(renderComment(usual, contextOf()))
    fc.assert(
      fc.property(fc.array(name, { minLength: 20, maxLength: 20 }), (names) => {
        const text = renderComment(hostileReport(names), contextOf())
        expect(findLive(text, [picture])).toEqual([])
        expect(skeletonOf(text)).toBe(skeleton)
      }),
      { seed: 20260211, numRuns: 500 },
    )
  })

  it('brings nothing to life in the other comments', () => {
    fc.assert(
      fc.property(name, name, name, (one, two, three) => {
        const inputs: CommentInput[] = [
          { kind: 'unknown-command', said: one, meant: two },
          { kind: 'waiting', reason: one },
          { kind: 'help', commands: [{ command: one, does: two }] },
          {
            kind: 'trouble',
            what: one,
            profiles: [{ name: one, source: two, bytes: 1, format: three, samples: 1, error: three }],
            next: [two],
            commands: [one, two, three],
          },
          {
            kind: 'outcome',
            what: one,
            details: [two, three],
            links: [{ label: two, url: three }],
            next: [one],
            commands: [three],
          },
        ]
        for (const input of inputs) {
          const text = renderComment(input, contextOf())
          const plain = renderComment(withPlainNames(input), contextOf())
          expect(findLive(text)).toEqual([])
          expect(skeletonOf(text)).toBe(skeletonOf(plain))
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('brings nothing to life after redaction either', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 20, maxLength: 20 }), (names) => {
        const text = renderComment(
          hostileReport(names),
          contextOf({ ...nothing, hidden: ['T', 'foo'], hiddenTexts: ['oct*t'] }),
        )
        expect(findLive(text, [picture])).toEqual([])
      }),
      { seed: 5, numRuns: 50 },
    )
  })

  it('is redacted in time that does not grow faster than its length', () => {
    const redact = makeRedactor({ ...nothing, hidden: ['foo'] })
    for (const part of ['<', '(', '.(', '::', '/', '…<', 'foo::', '`', '.']) {
      expect(redact(part.repeat(100_000), true).length).toBeLessThan(1_000_000)
      expect(redact(part.repeat(20_000)).length).toBeLessThan(1_000_000)
    }
  })
})

function withPlainNames(input: CommentInput): CommentInput {
  return JSON.parse(
    JSON.stringify(input, (field, value) => (typeof value === 'string' && field !== 'kind' ? 'name' : value)),
  )
}
