import { describe, expect, it } from 'vitest'
import {
  asInString,
  asWritten,
  packagesAskedFor,
  stringsOf,
} from '../../../src/diagnosis/expressions/javascript-views.ts'

describe('code as if it stood in a string', () => {
  const rows: readonly (readonly [what: string, code: string, view: string])[] = [
    ['an escaped escape', String.raw`'\\d+'`, String.raw`'\d+'`],
    ['an escape that only expressions have', String.raw`/\d+/`, String.raw`/\d+/`],
    ['an escaped code point in the expression', String.raw`'\\u001B'`, String.raw`'\u001B'`],
    ['a code point', String.raw`'\u0041\x42'`, `'AB'`],
    ['quotes and slashes', String.raw`'\'\"\/'`, `''"/'`],
    ['a line break, which V8 shows escaped', String.raw`'a\nb'`, String.raw`'a\nb'`],
    ['a lone backslash at the end', '\\', '\\'],
  ]
  for (const [what, code, view] of rows) it(what, () => expect(asInString(code)).toBe(view))
})

it('takes the escape of a slash for none', () => {
  expect(asWritten(String.raw`^\/a\/?$`)).toBe('^/a/?$')
})

it('finds the strings of code, templates in parts, and none across lines', () => {
  const code = `a('x', "y'z"); b(\`[^\${delimiter}]+?\`) // don't\nc('w')`
  expect([...stringsOf(code)]).toEqual(['x', "y'z", '[^', ']+?', 'w'])
})

describe('the packages that code asks for', () => {
  const rows: readonly (readonly [code: string, names: readonly string[]])[] = [
    [`const a = require('acme')`, ['acme']],
    [`require("acme/lib/deep.js")`, ['acme']],
    [`import a, { b } from '@acme/lib/deep'`, ['@acme/lib']],
    [`import 'acme'`, ['acme']],
    [`await import('acme')`, ['acme']],
    [`export * from "acme"`, ['acme']],
    [`require('./acme'); require('../acme'); require('/acme'); import 'node:fs'`, []],
    [`require(name)`, []],
  ]
  for (const [code, names] of rows) it(code, () => expect([...packagesAskedFor(code)]).toEqual(names))
})

it('passes over quotes that are never closed', () => {
  expect([...stringsOf(`don't "stop" \\'\\'\nhere 'a'`)]).toEqual(['stop', 'a'])
  expect([...stringsOf(`'open`)]).toEqual([])
})
