/**
 * What is read of GitHub's answers by REST, checked as they come in, so that nothing foreign gets any further. Answers of GraphQL are
 * checked where they are asked for. https://docs.github.com/en/rest
 */
import { z } from 'zod'
import { HeadwaterError } from '../errors.ts'

const id = z.number().int()
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
const login = z.object({ login: z.string() })
const time = z.string().min(1)
const object = z.object({ sha })

const permissions = z.record(z.string(), z.string().optional())
const app = z.object({ slug: z.string().optional(), permissions, events: z.array(z.string()) })
const installation = z.object({ id, events: z.array(z.string()), permissions })
const repository = z.object({
  id,
  name: z.string(),
  full_name: z.string(),
  owner: login,
  private: z.boolean(),
  html_url: z.url(),
  default_branch: z.string(),
  fork: z.boolean(),
})
const issue = z.object({
  number: id,
  title: z.string(),
  body: z.string().nullish(),
  body_html: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().optional() })])),
  created_at: time,
})
const comment = z.object({
  id,
  body: z.string().nullish(),
  body_html: z.string().nullish(),
  user: login.nullable(),
  performed_via_github_app: z.object({ id }).nullish(),
  created_at: time,
  updated_at: time,
})
const pull = z.object({
  number: id,
  html_url: z.url(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  head: z.object({ ref: z.string() }),
})
const commit = z.object({
  sha,
  commit: z.object({ author: z.object({ email: z.string().optional() }).nullish() }),
})
const ref = z.object({ ref: z.string(), object })
const file = z.object({ type: z.string(), path: z.string(), sha, size: z.number() })
const tree = z.object({
  sha,
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string().optional(),
      mode: z.string().optional(),
      type: z.string().optional(),
      sha: sha.nullish(),
      size: z.number().optional(),
    }),
  ),
})
const delivery = z.object({
  id,
  guid: z.string(),
  event: z.string(),
  action: z.string().nullable(),
  status: z.string(),
  status_code: z.number(),
  delivered_at: time,
})

/** By method and route, as Octokit names them. What is not here has nothing in its answer that we read. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  'GET /app': app,
  'GET /app/installations': z.array(installation),
  'GET /app/hook/deliveries': z.array(delivery),
  'POST /app/installations/{installation_id}/access_tokens': z.object({ token: z.string(), expires_at: time }),
  'GET /installation/repositories': z.object({ repositories: z.array(repository) }),
  'GET /users/{username}': z.object({ id, login: z.string(), type: z.string() }),
  'GET /repos/{owner}/{repo}': repository,
  'GET /repos/{owner}/{repo}/installation': installation,
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': z.object({ permission: z.string() }),
  'GET /repos/{owner}/{repo}/contents/{path}': z.union([file, z.array(file)]),
  'GET /repos/{owner}/{repo}/commits': z.array(commit),
  'GET /repos/{owner}/{repo}/commits/{ref}': z.object({ sha }),
  'GET /repos/{owner}/{repo}/compare/{basehead}': z.object({ commits: z.array(commit) }),
  'GET /repos/{owner}/{repo}/git/ref/{ref}': ref,
  'GET /repos/{owner}/{repo}/git/matching-refs/{ref}': z.array(ref),
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': z.object({ sha, tree: object }),
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': tree,
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': z.object({ content: z.string(), encoding: z.string() }),
  'POST /repos/{owner}/{repo}/git/blobs': object,
  'POST /repos/{owner}/{repo}/git/trees': object,
  'POST /repos/{owner}/{repo}/git/commits': object,
  'GET /repos/{owner}/{repo}/issues': z.array(issue),
  'GET /repos/{owner}/{repo}/issues/{issue_number}': issue,
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': z.array(comment),
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': comment,
  'GET /repos/{owner}/{repo}/issues/{issue_number}/events': z.array(
    z.object({ id, event: z.string(), created_at: time }),
  ),
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': comment,
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': z.array(z.object({ content: z.string() })),
  'GET /repos/{owner}/{repo}/pulls': z.array(pull),
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': pull,
  'POST /repos/{owner}/{repo}/pulls': pull,
}

/** Routes as patterns of addresses: the later pages of a list are asked for by address, on GitHub with the repository's number. */
const patterns = Object.entries(shapes).map(([route, shape]) => {
  const [method = '', template = ''] = route.split(' ')
  const path = template
    .replace('/repos/{owner}/{repo}', '(?:/repos/[^/]+/[^/]+|/repositories/\\d+)')
    .replaceAll(/\{[^}]+\}/g, '[^/]+')
  return { method, pattern: new RegExp(`${path}$`), shape }
})

/**
 * Checks an answer by REST.
 *
 * @throws HeadwaterError `internal` where it lacks something that is read of it, or has another kind of value there
 */
export function checkAnswer(
  { data }: { readonly data: unknown },
  asked: { readonly method: string; readonly url: string },
): void {
  const { method, url } = asked
  const shape = shapes[`${method} ${url}`] ?? shapeOfAddress(method, url)
  const read = shape?.safeParse(data)
  if (read === undefined || read.success) return
  const [issue] = read.error.issues
  const place = issue?.path.join('.') || 'the whole of it'
  throw new HeadwaterError('internal', `GitHub answered ${method} ${url} otherwise than it describes: ${place}`)
}

function shapeOfAddress(method: string, url: string): z.ZodType | undefined {
  if (!/^https?:/.test(url)) return undefined
  const { pathname } = new URL(url)
  return patterns.find((one) => one.method === method && one.pattern.test(pathname))?.shape
}
