import { describe, expect, it } from 'vitest'
import { lockedRange } from '../../../src/upstream/remedy/locked-range.ts'
import { makePackage } from '../make-package.ts'

describe('the range by which a locked package asks for another', () => {
  const kept: readonly (readonly [lockfile: string, text: string, range: string | null])[] = [
    ['package-lock.json', '{"packages":{"node_modules/shop":{"dependencies":{"lib":"^1.0.0"}}}}', '^1.0.0'],
    ['yarn.lock', 'shop@^1.0.0, shop@^1.2.0:\n  version "1.2.3"\n  dependencies:\n    lib "^1.0.0"\n', '^1.0.0'],
    ['yarn.lock', '"shop@npm:^1.0.0":\n  version: 1.2.3\n  dependencies:\n    lib: "npm:^1.0.0"\n', '^1.0.0'],
    ['yarn.lock', 'shop@^2.0.0:\n  version "2.0.0"\n  dependencies:\n    lib "^2.0.0"\n', null],
    ['bun.lock', '{"packages":{"shop":["shop@1.2.3","",{"dependencies":{"lib":"^1.0.0"}},"sha512-x"],}}', '^1.0.0'],
    [
      'poetry.lock',
      '[[package]]\nname = "shop"\nversion = "1.2.3"\n[package.dependencies]\nLib = {version = ">=1,<2"}\n',
      '>=1,<2',
    ],
    [
      'Gemfile.lock',
      'GEM\n  specs:\n    shop (1.2.3)\n      other\n      lib (>= 1, < 3)\n    lib (2.0)\n',
      '>= 1, < 3',
    ],
    ['Gemfile.lock', 'GEM\r\n  specs:\r\n    shop (1.2.3)\r\n      lib (< 3)\r\n', '< 3'],
    ['composer.lock', '{"packages":[{"name":"shop","require":{"Lib":"^1.0"}}]}', '^1.0'],
    ['composer.lock', '{', null],
    ['Cargo.lock', '', null],
  ]
  for (const [lockfile, text, range] of kept) {
    it(`${lockfile}: ${range}`, () => {
      const parent = makePackage({ name: 'shop', lockfile, installPaths: ['node_modules/shop'] })
      expect(lockedRange([{ path: lockfile, text }], parent, 'lib')).toBe(range)
    })
  }
})
