import { describe, expect, it } from 'vitest'
import { branchNames, isBranchOf } from '../../../src/contribution/index.ts'

const key = 'a secret of the tests'
const origin = { repositoryId: 7, incident: 12 }

describe('branches of an incident', () => {
  it('are told from those of another service with an incident of the same number', () => {
    const ours = branchNames({ name: 'codec-tls' }, origin, key)
    const theirs = branchNames({ name: 'codec-tls' }, { ...origin, repositoryId: 8 }, key)
    expect(ours.work).not.toBe(theirs.work)
    expect([isBranchOf(ours.work, origin, key), isBranchOf(ours.evidence, origin, key)]).toEqual([true, true])
    expect(isBranchOf(theirs.work, origin, key)).toBe(false)
  })

  it.each([
    ['@scope/parser', /^headwater\/incident-12-scope-parser-[0-9a-f]{6}$/],
    ['golang.org/x/net', /^headwater\/incident-12-golang-org-x-net-[0-9a-f]{6}$/],
    ['--upload-pack=x', /^headwater\/incident-12-upload-pack-x-[0-9a-f]{6}$/],
    ['…', /^headwater\/incident-12-package-[0-9a-f]{6}$/],
    ['x'.repeat(300), /^headwater\/incident-12-x{40}-[0-9a-f]{6}$/],
  ])('are plain whatever the package is called: %s', (name, branch) => {
    expect(branchNames({ name }, origin, key).work).toMatch(branch)
  })
})
