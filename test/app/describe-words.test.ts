import { expect, it } from 'vitest'
import { isCalled } from '../../src/app/describe-words.ts'

it.each([
  ['pkg:npm/%40acme/list@1.2.0', '@acme/list', true],
  ['pkg:npm/%40acme/list@1.2.0', 'list@1.2.0', true],
  ['pkg:npm/%40acme/list@1.2.0', 'pkg:npm/%40acme/list', true],
  ['pkg:npm/%40acme/list@1.2.0', 'lists', false],
  // What no lockfile gives to a package.
  ['libssl.so.3', 'libssl.so.3', true],
  ['libssl.so.3', 'openssl', false],
  ['cgo', 'list', false],
])('%s is called %s: %s', (purl, called, is) => {
  expect(isCalled(purl, called)).toBe(is)
})
