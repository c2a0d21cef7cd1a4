import { afterEach, describe, expect, it } from 'vitest'
import { type RedactionRule, redactionRules } from '../../src/contribution/redaction-rules.ts'
import { diagnoseGenerated, everythingSent } from './everything-sent.ts'
import { holds, makeReadable } from './find-secret.ts'
import { generateIncident } from './generate-incident.ts'

/** `npm run leaks` does the same with two hundred. */
const incidents = 10

/** Each secret that can be read in something that leaves, and where. */
async function leaksOf(number: number, draws: boolean): Promise<string[]> {
  const incident = generateIncident(number)
  const sent = (await everythingSent(await diagnoseGenerated(incident, draws))).map(makeReadable)
  return incident.secrets.flatMap(({ kind, word }) =>
    sent.filter((one) => holds(one, word)).map(({ where }) => `${kind} (${word}) in ${where}`),
  )
}

describe('of an incident in which every private field holds a word of its own', () => {
  it.each(Array.from({ length: incidents }, (_, number) => number))(
    'nothing leaves with it: incident %i',
    async (number) => {
      expect(await leaksOf(number, true)).toEqual([])
    },
  )
})

describe('a rule of redaction that is taken out lets something leave', () => {
  const rules = redactionRules as RedactionRule[]
  const all = [...rules]
  afterEach(() => {
    rules.splice(0, rules.length, ...all)
  })
  it.each(all.map(({ name }) => name))('%s', async (name) => {
    rules.splice(0, rules.length, ...all.filter((rule) => rule.name !== name))
    for (let number = 0; number < incidents; number += 1) if ((await leaksOf(number, false)).length > 0) return
    expect.fail('nothing can be read that could not be read before')
  })
})

describe('a word is found', () => {
  const word = 'quokkafinch'
  const encoded: readonly (readonly [string, string | Uint8Array])[] = [
    ['plain', `a ${word} b`],
    ['in capitals', `A${word.toUpperCase()}B`],
    ['percent-encoded', [...word].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')],
    ['as entities of HTML', [...word].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join('')],
    ['as decimal entities', [...word].map((letter) => `&#${letter.charCodeAt(0)};`).join('')],
    ['in escapes of JSON', [...word].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')],
    ['in hexadecimal', Buffer.from(word).toString('hex')],
    ...[0, 1, 2, 3].map(
      (before) =>
        [`in Base64 behind ${before} bytes`, Buffer.from(`${'x'.repeat(before)}${word}y`).toString('base64')] as const,
    ),
  ]
  it.each(encoded)('%s', (_, text) => {
    expect(holds(makeReadable({ where: '', bytes: Buffer.from(text) }), word)).toBe(true)
  })
  it('and no other one', () => {
    expect(holds(makeReadable({ where: '', bytes: Buffer.from('quokkafanch') }), word)).toBe(false)
  })
})
