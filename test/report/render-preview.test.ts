import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PublishedSet } from '../../src/contribution/index.ts'
import type { GatedText } from '../../src/gated-text.ts'
import { type CommentInput, renderComment } from '../../src/report/index.ts'
import { findLive } from '../contribution/find-live.ts'
import { contextOf } from './sample-report.ts'

const picture = 'https://github.com/acme/checkout/raw/3f2a91c/incidents/7/preview/evidence/flamegraph.png'
const whole = 'https://github.com/acme/checkout/tree/3f2a91c/incidents/7/preview'
const gated = (text: string) => text as GatedText

function previewOf(text: string, file = text): CommentInput {
  const branch = (name: string, path: string) => ({
    name,
    message: gated(text),
    files: [{ path, bytes: Buffer.from(file) }],
  })
  const set: PublishedSet = {
    kind: 'comment',
    upstream: { owner: 'lockside', repo: 'codec-tls' },
    thread: { owner: 'lockside', repo: 'codec-tls', number: 72 },
    fork: { owner: 'acme', repo: 'codec-tls' },
    author: { name: text, email: text },
    work: branch('headwater/incident-7-codec-tls-0a1b2c', 'headwater-reproduction/README.md'),
    evidence: branch('headwater/evidence-7-codec-tls-0a1b2c', 'stacks.folded'),
    title: gated(text),
    body: gated(text),
    draftBody: gated(text),
  }
  return {
    kind: 'preview',
    set,
    hash: '0123456789abcdef',
    reasons: [text],
    cautions: [text],
    picture,
    whole,
    isFork: true,
  }
}

describe('a preview', () => {
  it('shows text and files as they are, with the hash and what approving does', () => {
    const text = renderComment(previewOf('tasks spin', 'your service;other code 12\n'), contextOf())
    expect(text).toContain('/upstream approve 0123456789abcdef')
    expect(text).toContain('your service;other code 12')
    expect(text).toContain('opens a draft pull request **inside the fork**')
    expect(text).not.toContain('left out above')
  })

  it('says where the rest stands when a file is too long for a comment', () => {
    const text = renderComment(previewOf('tasks spin', 'x'.repeat(20_000)), contextOf())
    expect(text).toContain('What is too long for a comment is left out above')
    expect(text.length).toBeLessThan(60_000)
  })

  it('brings nothing to life, whatever the draft holds', () => {
    const pieces = [
      '@team',
      '#12',
      '</details>',
      '```',
      '![p](https://evil.example/p.png)',
      '<!-- ',
      '\n',
      '`',
      '|',
      '![',
      'x',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        expect(findLive(renderComment(previewOf(parts.join(' ')), contextOf()), [picture, whole])).toEqual([])
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
