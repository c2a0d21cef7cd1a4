import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRemote } from '../../../src/cli/attach/find-remote.ts'
import { parseIssueUrl } from '../../../src/cli/attach/parse-issue-url.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-remote-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const address = parseIssueUrl('https://github.com/acme/checkout/issues/12')
const https = 'https://github.com/acme/checkout.git'
const remotes: readonly (readonly [string, string])[] = [
  ['git@github.com:acme/checkout.git', 'git@github.com:acme/checkout.git'],
  ['ssh://git@github.com/Acme/checkout', 'ssh://git@github.com/Acme/checkout'],
  ['git@github.com:me/checkout.git', https],
  ['git@evil.example:acme/checkout.git', https],
  ['https://x:secret@github.com/acme/checkout.git', https],
]

describe('what git pushes to', () => {
  for (const [remote, expected] of remotes) {
    it(`in a clone of ${remote}`, async () => {
      execFileSync('git', ['init', '--quiet', folder])
      execFileSync('git', ['-C', folder, 'remote', 'add', 'somewhere', remote])
      expect(await findRemote(address, folder)).toBe(expected)
    })
  }
  it('outside of any clone', async () => expect(await findRemote(address, folder)).toBe(https))
})
