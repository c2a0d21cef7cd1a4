import { may } from './access.ts'
import { answerAttachment } from './attachments.ts'
import { look } from './forward.ts'
import { answerGit } from './git/http-backend.ts'
import { objectType, readBlob, resolveCommit, resolveRevision } from './git/objects.ts'
import { type Json, listAt, textAt } from './json.ts'
import type { Answer, Call, World } from './types.ts'

/** First segments of the API's paths; every other path is a page of the web site, as both share one host here. */
const apiRoots = new Set([
  'app',
  'app-manifests',
  'applications',
  'emojis',
  'events',
  'gists',
  'graphql',
  'installation',
  'issues',
  'licenses',
  'markdown',
  'meta',
  'notifications',
  'octocat',
  'organizations',
  'orgs',
  'rate_limit',
  'repos',
  'repositories',
  'search',
  'teams',
  'user',
  'users',
  'versions',
  'zen',
])

/** Whether a path is the API's. */
export function isApiPath(path: string): boolean {
  return apiRoots.has(path.split('/')[1] ?? '') || path === '/'
}

/** Answers what github.com itself answers: git, attachments, raw files, and a plain page for an issue. */
export async function answerWeb(world: World, call: Call): Promise<Answer> {
  const answer =
    answerAttachment(world, call) ??
    (await answerRaw(world, call)) ??
    (await answerIssuePage(world, call)) ??
    (await answerGit(world, call))
  return answer ?? missing
}

const missing: Answer = { status: 404, body: Buffer.from('Not Found\n') }

async function answerRaw(world: World, call: Call): Promise<Answer | undefined> {
  const match = /^\/([^/]+\/[^/]+)\/raw\/(.+)$/.exec(call.path)
  if (!match) return undefined
  const repository = world.repositories.get((match[1] ?? '').toLowerCase())
  if (!repository || !may(world, call.actor, repository, { contents: 'read', role: 'read' })) return missing
  const segments = decodeURIComponent(match[2] ?? '').split('/')
  // A branch's name may hold slashes: the shortest that is one wins.
  for (let length = 1; length < segments.length; length += 1) {
    const commit = await resolveCommit(repository.directory, segments.slice(0, length).join('/'))
    const path = segments.slice(length).join('/')
    const sha = commit && (await resolveRevision(repository.directory, `${commit}:${path}`))
    if (sha && (await objectType(repository.directory, sha)) === 'blob') {
      const type = /\.(svg|png|gif|jpe?g|webp)$/i
        .exec(path)?.[1]
        ?.toLowerCase()
        .replace('jpg', 'jpeg')
        .replace('svg', 'svg+xml')
      const headers = { 'content-type': type ? `image/${type}` : 'text/plain; charset=utf-8' }
      return { status: 200, headers, body: await readBlob(repository.directory, sha) }
    }
  }
  return missing
}

/** Enough of an issue's page for a person who follows a link while trying Headwater. */
async function answerIssuePage(world: World, call: Call): Promise<Answer | undefined> {
  const match = /^\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/.exec(call.path)
  if (!match) return undefined
  const path = `/repos/${match[1]}/issues/${match[2]}`
  const issue = await look(world, path)
  if (!issue) return missing
  const comments = listAt(await look(world, `${path}/comments?per_page=100`))
  const labels = listAt(issue, 'labels').map((label) => textAt(label, 'name'))
  const parts = [issue, ...comments].map(
    (text: Json) =>
      `<h2>${escapeHtml(textAt(text, 'user', 'login'))}</h2>\n<pre>${escapeHtml(textAt(text, 'body'))}</pre>`,
  )
  const title = escapeHtml(textAt(issue, 'title'))
  const head = `<!DOCTYPE html><meta charset="utf-8"><title>${title}</title><style>body{font:16px sans-serif;max-width:60em;margin:2em auto}pre{white-space:pre-wrap}</style>`
  const html = `${head}\n<h1>${title}</h1>\n<p>${escapeHtml(textAt(issue, 'state'))} · ${escapeHtml(labels.join(', '))}</p>\n${parts.join('\n')}\n`
  return { status: 200, body: Buffer.from(html) }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
