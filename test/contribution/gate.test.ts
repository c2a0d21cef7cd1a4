import { describe, expect, it } from 'vitest'
import { passGate, signMarker, type View } from '../../src/contribution/index.ts'
import { findLive, parseMarkdown } from './find-live.ts'

const context = {
  repository: 'acme/checkout',
  webOrigin: 'https://github.com',
  marker: signMarker({ repositoryId: 1, incident: 1, kind: 'status', id: null }, 'a secret, long enough for a key'),
  redact: null,
}

/** What the gate makes of one sample, without the marker. */
function write(sample: string, view: View): string {
  return (
    passGate({ template: `../test/contribution/samples/${sample}.md.mustache`, view }, context).split('\n\n<!-- ')[0] ??
    ''
  )
}

/** What stands where a sentence is written. */
function sentence(text: string): string {
  return write('sentence', { text })
}

describe('a sentence keeps its words, and everything else becomes a name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['The kernel has 15 %, so threads sleep.', 'The kernel has 15\u00a0%, so threads sleep.'],
    ["it doesn't (mostly) wait: 2,747 samples, 0.93 sure!", "it doesn't (mostly) wait: 2,747 samples, 0.93 sure!"],
    ['pkg:cargo/tokio@1.24.2 wakes itself', '`pkg:cargo/tokio@1.24.2` wakes itself'],
    ['it comes from `<A as B>::poll`, always', 'it comes from `<A as B>::poll`, always'],
    ['ask @octocat or \\@octocat', 'ask `@octocat` or `\\@octocat`'],
    ['fixes #1, GH-2 and acme/checkout#3.', 'fixes `#1`, `GH-2` and `acme/checkout#3`.'],
    ['see https://evil.example now', 'see `https://evil.example` now'],
    ['commit 3f2a91c or deadbeef or 20240515', 'commit `3f2a91c` or `deadbeef` or `20240515`'],
    ['a :tada: for $x$', 'a `:tada`: for `$x$`'],
    ['perf record -F 999 -g', 'perf record `-F` 999 `-g`'],
    ['run -F=1 --all now', 'run `-F=1 --all` now'],
    ['1. first', '`1`. first'],
    ['odd ` backtick @octocat', 'odd `backtick @octocat`'],
    ['odd ` backtick ` and @octocat', 'odd `backtick` and `@octocat`'],
    ['line\nbreak', '`line\\u{a}break`'],
    ['', ''],
    ['```', '```` ``` ````'],
  ]
  for (const [text, written] of cases) {
    it(JSON.stringify(text), () => {
      expect(sentence(text)).toBe(written)
      expect(findLive(sentence(text))).toEqual([])
    })
  }
})

describe('names side by side', () => {
  it('do not lend each other their fences', () => {
    for (const text of ['a`b', '``', '`', 'a``````b @octocat', '@octocat']) {
      const name = { part: 'name', text } as const
      const written = write('crowded', {
        name,
        block: { part: 'block', language: 'sh', text: `@octocat\n\`\`\`\n${text}` },
      })
      expect(findLive(written)).toEqual([])
    }
  })
})

describe('a template is refused', () => {
  for (const [sample, message] of [
    ['unescaped', /not escaped/],
    ['in-html', /HTML/],
    ['below-html', /HTML/],
    ['between-backticks', /backticks/],
  ] as const) {
    it(`where a value stands ${sample.replaceAll('-', ' ')}`, () => {
      expect(() => write(sample, { name: 'x' })).toThrow(message)
    })
  }
})

describe('a link', () => {
  const written = (url: string): string =>
    passGate(
      {
        template: 'comments/help.md.mustache',
        view: { commands: [{ command: { part: 'link', label: 'there', url }, does: 'x' }] },
      },
      context,
    )
  const linksOf = (url: string): string[] => {
    const links: string[] = []
    const visit = (node: ReturnType<typeof parseMarkdown>): void => {
      if (node.type === 'link' || node.type === 'image') links.push(node.url)
      if ('children' in node) for (const child of node.children) visit(child)
    }
    visit(parseMarkdown(written(url)))
    return links
  }

  it("leads to GitHub's pages only", () => {
    for (const url of [
      'https://evil.example/',
      'http://github.com/x',
      'https://github.com.evil.example/',
      'https://me:pw@github.com/',
      'javascript:alert(1)',
      '//github.com',
      'https://github.com:8443/x',
      `https://github.com/${'x'.repeat(8000)}`,
      // Longer once Markdown's marks are escaped.
      `https://github.com/acme/lib/issues/new?title=${'('.repeat(3000)}`,
      'no address',
    ]) {
      expect(linksOf(url)).toEqual([])
    }
  })

  it('into another repository leaves no trace there', () => {
    expect(linksOf('https://github.com/rustls/tokio-rustls/issues/72')).toEqual([
      'https://redirect.github.com/rustls/tokio-rustls/issues/72',
    ])
    expect(linksOf('https://github.com/acme/checkout/issues/7')).toEqual(['https://github.com/acme/checkout/issues/7'])
    expect(linksOf('https://github.com/rustls/tokio-rustls')).toEqual(['https://github.com/rustls/tokio-rustls'])
  })

  it('is not ended by what stands in the address', () => {
    for (const url of [
      'https://github.com/a)b',
      'https://github.com/a) @octocat (b',
      'https://github.com/<x>"\'[](]`|',
    ]) {
      const links = linksOf(url)
      expect(links).toHaveLength(1)
      expect(findLive(written(url), links)).toEqual([])
    }
  })
})

it('a view with something that is no text is refused', () => {
  expect(() => write('crowded', { name: { part: 'name', text: 'x' }, block: { text: 'x' } })).toThrow(
    /view holds object/,
  )
})
