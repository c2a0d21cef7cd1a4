import { describe, expect, it } from 'vitest'
import { closeJson } from '../../../../src/profile/importers/json/close-json.ts'

describe('a list of objects that breaks off', () => {
  const texts: [text: string, depth: number, closed: string | null][] = [
    ['[{"a":1},{"b":', 1, '[{"a":1}]'],
    ['[{"a":1},{"b":{"c":2}},', 1, '[{"a":1},{"b":{"c":2}}]'],
    ['{"events":[{"a":"}]"},{"b":"x', 2, '{"events":[{"a":"}]"}]}'],
    ['[{"a":"\\"}"},tru', 1, '[{"a":"\\"}"}]'],
    ['{"events":[{"a":1}],"facts":{"b":{"c":2},"d":', 2, '{"events":[{"a":1}]}'],
    ['[{"a":', 1, null],
    ['[', 1, null],
  ]
  it.each(texts)('%s is closed behind its last whole element', (text, depth, closed) => {
    const result = closeJson(text, depth)
    expect(result?.text ?? null).toBe(closed)
    if (result !== null) expect(() => JSON.parse(result.text)).not.toThrow()
  })
})

describe('any list of objects', () => {
  it('is JSON again wherever it was cut', () => {
    const whole = JSON.stringify({
      facts: { a: [{ b: 'x"}]' }] },
      events: [{ c: [1, { d: 2 }] }, { e: '\\' }],
      end: { f: {} },
    })
    for (let end = 0; end < whole.length; end++) {
      const closed = closeJson(whole.slice(0, end), 2)
      if (closed !== null) expect(() => JSON.parse(closed.text)).not.toThrow()
    }
  })
})
