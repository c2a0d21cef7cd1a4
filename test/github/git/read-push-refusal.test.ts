import { describe, expect, it } from 'vitest'
import { readPushRefusal } from '../../../src/github/git/read-push-refusal.ts'

describe('a refused push', () => {
  it.each([
    [
      ' ! [remote rejected] x -> x (refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission)',
      'workflows',
    ],
    ['remote: error: GH006: Protected branch update failed for refs/heads/x.', 'protected'],
    ['remote: error: GH013: Repository rule violations found for refs/heads/x.', 'protected'],
    [
      'remote: This repository was archived so it is read-only.\nfatal: unable to access: The requested URL returned error: 403',
      'archived',
    ],
    [' ! [rejected]        abc -> x (stale info)', 'moved'],
    ['remote: Permission to acme/lib.git denied to headwater[bot].', 'denied'],
    ['remote: Write access to repository not granted.', 'denied'],
  ])('is told apart: %s', (message, why) => {
    expect(readPushRefusal(`Pushing\n${message}\nerror: failed to push some refs`)?.why).toBe(why)
  })

  it.each(['fatal: unable to access: Could not resolve host', 'error: RPC failed; HTTP 502', ''])(
    'is tried again: %s',
    (message) => {
      expect(readPushRefusal(message)).toBeNull()
    },
  )
})
