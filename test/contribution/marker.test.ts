import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MarkerContent, readMarker, signMarker } from '../../src/contribution/index.ts'
import { HeadwaterError } from '../../src/errors.ts'

const key = 'a secret of the App, long enough'
const place = { repositoryId: 4711, incident: 7 }
const status: MarkerContent = { ...place, kind: 'status', id: null }
const answer: MarkerContent = { ...place, kind: 'answer', id: '9001-0' }

describe('a signed marker', () => {
  it('is read back from the text that it was posted with', () => {
    for (const content of [status, answer]) {
      expect(readMarker(`## Verdict\n\n${signMarker(content, key)}\n`, key, place)).toEqual(content)
    }
  })

  it('cannot be seen, and cannot end early', () => {
    expect(signMarker({ ...status, id: '--><img src=x>' }, key)).toMatch(/^<!-- headwater:1:[\w-]+:[\w-]{43} -->$/)
  })

  it('that is the first valid one counts', () => {
    const forged = signMarker(answer, 'a secret of somebody else, as long')
    const text = `${forged} ${signMarker(status, key)} ${signMarker(answer, key)}`
    expect(readMarker(text, key, place)?.kind).toBe('status')
  })

  const genuine = signMarker(status, key)
  const [, payload = '', signature = ''] = /1:([\w-]+):([\w-]+)/.exec(genuine) ?? []
  const elsewhere = Buffer.from(JSON.stringify({ ...status, incident: 8 })).toString('base64url')
  const refused: readonly (readonly [string, string])[] = [
    ['a text without one', 'hello'],
    ['one of another secret', signMarker(status, 'another secret, long enough too')],
    ['one that was copied from another issue', signMarker({ ...status, incident: 8 }, key)],
    ['one that was copied from another repository', signMarker({ ...status, repositoryId: 4712 }, key)],
    ['one whose content was changed', genuine.replace(payload, elsewhere)],
    ['one whose signature was changed', genuine.replace(signature, `${signature.slice(0, -2)}AA`)],
    ['one whose signature is cut', genuine.replace(signature, signature.slice(0, 20))],
    ['one without signature', genuine.replace(`:${signature}`, '')],
    ['one of another version', genuine.replace('headwater:1', 'headwater:2')],
    ['one beyond the length of a comment', `${'x'.repeat(300_000)}${genuine}`],
  ]
  for (const [what, text] of refused) {
    it(`is not seen in ${what}`, () => {
      expect(readMarker(text, key, place)).toBeNull()
    })
  }

  it('is not forged by chance', () => {
    fc.assert(
      fc.property(
        fc.base64String({ maxLength: 200 }),
        fc.base64String({ minLength: 44, maxLength: 44 }),
        (one, two) => {
          expect(readMarker(`<!-- headwater:1:${one}:${two.slice(0, 43)} -->`, key, place)).toBeNull()
        },
      ),
      { seed: 1 },
    )
  })

  it('is not looked for without end', () => {
    expect(readMarker('<!-- headwater:1:'.repeat(100_000), key, place)).toBeNull()
    expect(readMarker(signMarker({ ...status, incident: 8 }, key).repeat(3_000), key, place)).toBeNull()
  })

  it('is not made with a short secret or a content out of bounds', () => {
    for (const make of [
      () => signMarker(status, 'short'),
      () => signMarker({ ...status, kind: 'Status comment' }, key),
      () => signMarker({ ...status, id: 'x'.repeat(200) }, key),
      () => signMarker({ ...status, incident: -1 }, key),
    ]) {
      expect(make).toThrow(HeadwaterError)
    }
  })
})
