import { z } from 'zod'
import type { Started, VersionChange } from '../upstream/index.ts'

const share = z.number().min(0).max(1)

const change = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  commit: z.string(),
  title: z.string(),
  url: z.url().nullable(),
  pull: z.url().nullable().describe('the pull request that brought it'),
})

/** What changed shortly before the incident, as the contract's document tells it. */
export const startedDocument = z.strictObject({
  began: z.iso.datetime().nullable().describe('as the incident says; null where nobody does: changes count up to now'),
  versions: z
    .array(
      z.strictObject({
        purl: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        ...change.shape,
        upstream: z
          .strictObject({
            url: z.url(),
            commits: z.number(),
            files: z.array(z.string()).describe('of hot frames, changed in between'),
            touching: z.array(change).describe('commits in between that changed those files'),
          })
          .nullable(),
      }),
    )
    .describe('last changes of the locked versions of culprit and neighbours'),
  own: z.array(z.strictObject({ path: z.string(), share, ...change.shape })).describe('last changes to hot own files'),
  notes: z.array(z.string()),
})

export type StartedDocument = z.infer<typeof startedDocument>

export function makeStarted({ began, versions, own, notes }: Started): StartedDocument {
  return {
    began,
    versions: versions.map(({ purl, from, to, change: one, upstream }) => ({
      purl,
      from,
      to,
      ...changeOf(one),
      upstream: upstream && {
        url: upstream.url,
        commits: upstream.commits,
        files: [...upstream.files],
        touching: upstream.touching.map(changeOf),
      },
    })),
    own: own.map(({ path, share: part, change: one }) => ({ path, share: part, ...changeOf(one) })),
    notes: [...notes],
  }
}

function changeOf({ at, sha, title, url, pull }: VersionChange['change']): z.infer<typeof change> {
  return { at, commit: sha, title, url, pull: pull?.url ?? null }
}
