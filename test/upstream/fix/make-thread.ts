import type { Thread } from '../../../src/github/index.ts'

export const home = { owner: 'acme', repo: 'lib' }

/** A merged pull request, with what a test says otherwise. */
export function makeThread(otherwise: Partial<Thread>): Thread {
  return {
    ...home,
    kind: 'pull-request',
    number: 9,
    url: `https://github.com/acme/lib/pull/${otherwise.number ?? 9}`,
    title: '',
    body: '',
    labels: [],
    comments: [],
    state: 'merged',
    locked: false,
    openedAt: '2025-01-01T00:00:00Z',
    closedAt: null,
    mergedAt: null,
    mergeCommit: null,
    reactions: 0,
    hasMergedPull: false,
    ...otherwise,
  }
}
