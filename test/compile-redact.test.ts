import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileRedact } from '../src/compile-redact.ts'

describe('what a service wants redacted', () => {
  const cases: readonly (readonly [string, Parameters<typeof compileRedact>[0], string, boolean])[] = [
    ['nothing', [], 'anything', false],
    ['a text, wherever it stands', ['tenant-'], 'db-tenant-7', true],
    ['a text, whatever its case', ['tenant-'], 'TENANT-7', true],
    ['another text', ['tenant-'], 'tenants', false],
    ['a star for anything', ['db*.acme.example'], 'db12.eu.acme.example:5432', true],
    ['a star at either end, which says nothing', ['*.acme.example*'], 'db.acme.example', true],
    ['the pieces around a star in their order only', ['db*acme'], 'acme-db', false],
    ['a text whose characters mean something in expressions', ['a.(b'], 'xa.(bx', true],
    ['and those characters mean nothing', ['a.c'], 'abc', false],
    ['an expression', [{ pattern: 'cust-[0-9]{6}' }], 'x:CUST-123456', true],
    ['an expression that does not fit', [{ pattern: 'cust-[0-9]{6}' }], 'cust-12345', false],
    ['one of several', ['abc', { pattern: 'a|^x$' }, 'def'], 'zdefz', true],
    ['an expression with a bar of its own', ['abc', { pattern: 'q|^x$' }], 'xx', false],
  ]
  it.each(cases)('%s', (_, rules, word, holds) => expect(compileRedact(rules)(word)).toBe(holds))

  it('is looked for in time that grows with the text, whatever the expression', () => {
    const nested = compileRedact([{ pattern: '(a*)*b' }, { pattern: '(x+x+)+y' }, { pattern: '(.*)(.*)(.*)=c' }])
    for (const word of ['a', 'x', '=']) expect(nested(word.repeat(200_000))).toBe(false)
  })

  it('is found where a text has it, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^\s*]{3,20}$/), fc.stringMatching(/^\S{0,20}$/), (text, around) => {
        expect(compileRedact([text])(around + text + around)).toBe(true)
      }),
      { seed: 10, numRuns: 300 },
    )
  })
})
