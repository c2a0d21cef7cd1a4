import { notFound, page, validationFailed } from '../answers.ts'
import { forward, look } from '../forward.ts'
import { resolveRevision } from '../git/objects.ts'
import { askGit, runGit } from '../git/run-git.ts'
import { isObject, type JsonObject, numberAt, textAt } from '../json.ts'
import type { Answer, Call, Repository, Route, World } from '../types.ts'
import { describeCommit, listChanges } from './commits.ts'
import { bodyOf } from './repositories.ts'

/** emulate keeps pull requests; what they hold is read from git. */
export function pullRoutes(world: World): Route[] {
  const pulls = '/repos/:owner/:repo/pulls'
  return [
    { method: 'POST', pattern: pulls, handle: (call) => openPull(world, call) },
    { method: 'GET', pattern: pulls, handle: (call) => withGit(world, call) },
    { method: 'GET', pattern: `${pulls}/:number`, handle: (call) => withGit(world, call) },
    { method: 'PATCH', pattern: `${pulls}/:number`, handle: (call) => withGit(world, call) },
    { method: 'GET', pattern: `${pulls}/:number/files`, handle: (call, { number }) => listFiles(world, call, number) },
    {
      method: 'GET',
      pattern: `${pulls}/:number/commits`,
      handle: (call, { number }) => listCommits(world, call, number),
    },
  ]
}

async function openPull(world: World, call: Call): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const base = textAt(call.json, 'base')
  const head = textAt(call.json, 'head')
  const source = headRepository(world, repository, head)
  const invalid = (field: string) => validationFailed('PullRequest', [{ field, code: 'invalid' }])
  if (!source) return invalid('head')
  const headSha = await resolveRevision(source.directory, `refs/heads/${branchOf(head)}`, 'commit')
  const baseSha = await resolveRevision(repository.directory, `refs/heads/${base}`, 'commit')
  if (!headSha) return invalid('head')
  if (!baseSha) return invalid('base')
  await fetchHead(repository, source, branchOf(head), 'new')
  const ahead = await askGit(repository.directory, ['rev-list', '--count', `${baseSha}..${headSha}`])
  if (ahead === '0') {
    const message = `No commits between ${base} and ${head}`
    return validationFailed('PullRequest', [{ field: 'base', code: 'custom', message }])
  }
  const opened = await openOf(world, repository, base, head)
  if (opened) {
    const message = `A pull request already exists for ${head}.`
    return validationFailed('PullRequest', [{ field: 'head', code: 'custom', message }])
  }
  return withGit(world, call)
}

const branchOf = (head: string) => head.slice(head.indexOf(':') + 1)

/** `OWNER:BRANCH` means that owner's copy of the same network. */
function headRepository(world: World, base: Repository, head: string): Repository | undefined {
  if (!head.includes(':')) return base
  const owner = head.slice(0, head.indexOf(':')).toLowerCase()
  return [...world.repositories.values()].find(({ fullName, parent }) => {
    const isHere = fullName.toLowerCase().startsWith(`${owner}/`)
    return isHere && (fullName === base.fullName || parent === base.fullName)
  })
}

async function openOf(world: World, repository: Repository, base: string, head: string): Promise<boolean> {
  const full = head.includes(':') ? head : `${repository.fullName.split('/')[0]}:${head}`
  const query = new URLSearchParams({ state: 'open', base, head: full })
  const found = await look(world, `/repos/${repository.fullName}/pulls?${query}`)
  return Array.isArray(found) && found.length > 0
}

async function fetchHead(base: Repository, source: Repository, branch: string, name: string): Promise<void> {
  const refspec = `+refs/heads/${branch}:refs/pull/${name}/head`
  await runGit(base.directory, ['fetch', '--quiet', source.directory, refspec])
}

async function withGit(world: World, call: Call): Promise<Answer> {
  const answer = await forward(world, call)
  const body = bodyOf(answer)
  if (answer.status >= 300 || body === undefined) return answer
  const pulls = Array.isArray(body) ? body : [body]
  for (const pull of pulls) if (isObject(pull)) await fillFromGit(world, pull)
  return { ...answer, body }
}

async function fillFromGit(world: World, pull: JsonObject): Promise<void> {
  for (const side of ['head', 'base']) {
    const end = pull[side]
    const repository = world.repositories.get(textAt(end, 'repo', 'full_name').toLowerCase())
    if (!isObject(end) || !repository) continue
    const sha = await resolveRevision(repository.directory, `refs/heads/${textAt(end, 'ref')}`, 'commit')
    if (sha) end.sha = sha
  }
}

async function rangeOf(world: World, call: Call, number: string | undefined) {
  const pull = await look(world, `/repos/${call.repository?.fullName}/pulls/${number}`)
  const source = world.repositories.get(textAt(pull, 'head', 'repo', 'full_name').toLowerCase())
  if (!call.repository || !source || !pull) return undefined
  const name = String(numberAt(pull, 'number'))
  await fetchHead(call.repository, source, textAt(pull, 'head', 'ref'), name).catch(() => undefined)
  const { directory } = call.repository
  const head = await resolveRevision(directory, `refs/pull/${name}/head`, 'commit')
  const base = await resolveRevision(directory, `refs/heads/${textAt(pull, 'base', 'ref')}`, 'commit')
  const mergeBase = head && base ? await askGit(directory, ['merge-base', base, head]) : undefined
  return head && mergeBase ? { repository: call.repository, head, mergeBase } : undefined
}

async function listFiles(world: World, call: Call, number: string | undefined): Promise<Answer> {
  const range = await rangeOf(world, call, number)
  if (!range) return notFound()
  return page(call.url, await listChanges(world, range.repository, range.mergeBase, range.head))
}

async function listCommits(world: World, call: Call, number: string | undefined): Promise<Answer> {
  const range = await rangeOf(world, call, number)
  if (!range) return notFound()
  const args = ['rev-list', '--reverse', `${range.mergeBase}..${range.head}`]
  const shas = ((await askGit(range.repository.directory, args)) ?? '').split('\n').filter(Boolean)
  return page(call.url, await Promise.all(shas.map((sha) => describeCommit(world, range.repository, sha))))
}
