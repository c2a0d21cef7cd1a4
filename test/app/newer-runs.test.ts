import { describe, expect, it } from 'vitest'
import { findNewerRuns } from '../../src/app/newer-runs.ts'
import type { Comment } from '../../src/github/index.ts'

const comment = (body: string, isEdited = false): Comment => ({
  id: 1,
  body,
  bodyHtml: '',
  author: { login: 'wendy', appId: null },
  createdAt: '2026-03-01T12:00:00Z',
  isEdited,
})
const holds = ({ body }: Comment): boolean => body.includes('RECORDING')
const found = (bodies: readonly string[], isRecorded = true): string[] =>
  findNewerRuns(
    bodies.map((body) => comment(body)),
    isRecorded,
    holds,
  ).map(({ body }) => body)

describe('the recordings of newer runs', () => {
  const rows: readonly (readonly [string, readonly string[], boolean, readonly string[]])[] = [
    [
      'stand in the comment that asks to validate',
      ['RECORDING\n\n/upstream validate ran'],
      true,
      ['RECORDING\n\n/upstream validate ran'],
    ],
    [
      'stand in the last comment before it that has one',
      ['RECORDING a', 'RECORDING b', 'thanks', '/upstream validate ran'],
      true,
      ['RECORDING b'],
    ],
    [
      'are several where several were validated',
      ['RECORDING a', '/upstream validate', 'RECORDING b', '/upstream validate ran'],
      true,
      ['RECORDING a', 'RECORDING b'],
    ],
    ['are none where nobody asks', ['RECORDING a', '/upstream diagnose'], true, []],
    ['are none where the only recording is the incident’s', ['RECORDING a', '/upstream validate ran'], false, []],
    [
      'follow the incident’s own, where that is a comment too',
      ['RECORDING a', 'RECORDING b', '/upstream validate ran'],
      false,
      ['RECORDING b'],
    ],
    ['are none where the command is quoted', ['RECORDING a', '> /upstream validate ran'], true, []],
  ]
  for (const [what, bodies, isRecorded, expected] of rows) {
    it(what, () => expect(found(bodies, isRecorded)).toEqual(expected))
  }

  it('are none where the command was edited in', () => {
    const edited = comment('RECORDING\n\n/upstream validate ran', true)
    expect(findNewerRuns([edited], true, holds)).toEqual([])
  })
})
