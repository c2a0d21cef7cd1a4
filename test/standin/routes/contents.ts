import { json, notFound, problem, validationFailed } from '../answers.ts'
import {
  listTree,
  objectType,
  readBlob,
  resolveCommit,
  resolveRevision,
  type TreeEntry,
  writeBlob,
} from '../git/objects.ts'
import { askGit, runGit } from '../git/run-git.ts'
import { type Person, writeCommit, writeTree } from '../git/write-commit.ts'
import { at, type Json, type JsonObject, textAt } from '../json.ts'
import type { Answer, Call, Repository, Route, World } from '../types.ts'
import { describeCommit } from './commits.ts'
import { loginOf } from './reactions.ts'

/** Above this many bytes a file comes without content, and above the second not at all. */
const inlineLimit = 1_048_576
const rawLimit = 104_857_600

/** Files by path, read from and written to the bare repository. */
export function contentRoutes(world: World): Route[] {
  const pattern = '/repos/:owner/:repo/contents/*path'
  return [
    { method: 'GET', pattern: '/repos/:owner/:repo/contents', handle: (call) => readContents(world, call, '') },
    { method: 'GET', pattern, handle: (call, { path = '' }) => readContents(world, call, path) },
    { method: 'PUT', pattern, handle: (call, { path = '' }) => writeContents(world, call, path) },
    { method: 'DELETE', pattern, handle: (call, { path = '' }) => writeContents(world, call, path) },
    { method: 'GET', pattern: '/repos/:owner/:repo/readme', handle: (call) => readReadme(world, call) },
  ]
}

async function readReadme(world: World, call: Call): Promise<Answer> {
  const directory = call.repository?.directory ?? ''
  const ref = call.url.searchParams.get('ref') ?? call.repository?.defaultBranch ?? ''
  const commit = await resolveCommit(directory, ref)
  const entries = commit ? await listTree(directory, commit, false) : []
  const readme = entries.find(({ path }) => /^readme(\.\w+)?$/i.test(path))
  return readme ? readContents(world, call, readme.path) : notFound()
}

async function readContents(world: World, call: Call, rawPath: string): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const path = rawPath.replace(/^\/+|\/+$/g, '')
  const ref = call.url.searchParams.get('ref') ?? repository.defaultBranch
  const commit = await resolveCommit(repository.directory, ref)
  if (!commit)
    return call.url.searchParams.has('ref')
      ? problem(404, `No commit found for the ref ${ref}`)
      : problem(404, 'This repository is empty.')
  const sha =
    path === ''
      ? await resolveRevision(repository.directory, commit, 'tree')
      : await resolveRevision(repository.directory, `${commit}:${path}`)
  if (!sha) return notFound()
  if ((await objectType(repository.directory, sha)) === 'tree') {
    const entries = await listTree(repository.directory, sha, false)
    return json(entries.map((entry) => describeEntry(world, repository, ref, path, entry)))
  }
  return showFile(world, call, repository, { ref, path, sha })
}

async function showFile(
  world: World,
  call: Call,
  repository: Repository,
  file: { readonly ref: string; readonly path: string; readonly sha: string },
): Promise<Answer> {
  const bytes = await readBlob(repository.directory, file.sha)
  if (bytes.length > rawLimit) {
    return problem(403, 'This API returns blobs up to 100 MB in size.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    })
  }
  if (/\braw\b/.test(String(call.headers.accept ?? ''))) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' }, body: bytes }
  }
  const entry: TreeEntry = {
    mode: '100644',
    type: 'blob',
    sha: file.sha,
    size: bytes.length,
    path: lastSegment(file.path),
  }
  const isInline = bytes.length <= inlineLimit
  return json({
    ...describeEntry(world, repository, file.ref, parentOf(file.path), entry),
    encoding: isInline ? 'base64' : 'none',
    content: isInline ? wrapBase64(bytes) : '',
  })
}

/** GitHub breaks base64 after 60 characters. */
export function wrapBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n')
}

const lastSegment = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

function describeEntry(
  world: World,
  repository: Repository,
  ref: string,
  folder: string,
  entry: TreeEntry,
): JsonObject {
  const path = folder === '' ? entry.path : `${folder}/${entry.path}`
  const kind =
    entry.type === 'tree' ? 'dir' : entry.type === 'commit' ? 'submodule' : entry.mode === '120000' ? 'symlink' : 'file'
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const self = `${world.url}/repos/${repository.fullName}/contents/${encoded}?ref=${encodeURIComponent(ref)}`
  const git = `${world.url}/repos/${repository.fullName}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`
  const html = `${world.url}/${repository.fullName}/${entry.type === 'tree' ? 'tree' : 'blob'}/${ref}/${encoded}`
  return {
    type: kind,
    name: entry.path,
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    git_url: git,
    html_url: html,
    download_url: kind === 'file' ? `${world.url}/${repository.fullName}/raw/${ref}/${encoded}` : null,
    _links: { self, git, html },
  }
}

/** Puts or deletes one file by a commit on a branch. */
async function writeContents(world: World, call: Call, path: string): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const { directory } = repository
  const isDelete = call.method === 'DELETE'
  const fields = isDelete ? queryOrBody(call) : (call.json ?? null)
  const branch = textAt(fields, 'branch') || repository.defaultBranch
  const parent = await resolveRevision(directory, `refs/heads/${branch}`, 'commit')
  const isEmpty = !parent && !(await askGit(directory, ['rev-parse', '--verify', '--quiet', 'refs/heads/main']))
  if (!parent && (branch !== repository.defaultBranch || !isEmpty)) return problem(404, `Branch ${branch} not found`)
  const known = parent ? await resolveRevision(directory, `${parent}:${path}`) : undefined
  const refusal = refuseWrite(fields, path, known, isDelete)
  if (refusal) return refusal
  const blob = isDelete ? null : await writeBlob(directory, Buffer.from(textAt(fields, 'content'), 'base64'))
  const tree = await writeTree(directory, parent ?? null, [
    { path, entry: blob ? { mode: '100644', sha: blob } : null },
  ])
  const author = personOf(world, call, at(fields, 'author') ?? at(fields, 'committer'))
  const sha = await writeCommit(directory, {
    tree,
    parents: parent ? [parent] : [],
    message: textAt(fields, 'message'),
    author,
    committer: personOf(world, call, at(fields, 'committer')),
    date: world.now(),
  })
  await runGit(directory, ['update-ref', `refs/heads/${branch}`, sha, parent ?? ''])
  const commit = await describeCommit(world, repository, sha)
  if (!blob) return json({ content: null, commit: gitCommitOf(commit) })
  const size = Buffer.from(textAt(fields, 'content'), 'base64').length
  const entry: TreeEntry = { mode: '100644', type: 'blob', sha: blob, size, path: lastSegment(path) }
  const content = describeEntry(world, repository, branch, parentOf(path), entry)
  return json({ content, commit: gitCommitOf(commit) }, known ? 200 : 201)
}

function queryOrBody(call: Call): Json {
  return call.json ?? Object.fromEntries(call.url.searchParams)
}

function refuseWrite(fields: Json, path: string, known: string | undefined, isDelete: boolean): Answer | undefined {
  const sha = textAt(fields, 'sha')
  if (/(^|\/)(\.git|\.\.?)(\/|$)/.test(path))
    return validationFailed('Commit', [
      { field: 'path', code: 'custom', message: 'path contains a malformed path component' },
    ])
  if (isDelete && !known) return notFound()
  if (known && sha === '') return problem(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  if (sha !== '' && sha !== known) return problem(409, `${path} does not match ${sha}`)
  const content = textAt(fields, 'content')
  if (!isDelete && !/^[A-Za-z0-9+/=\s]*$/.test(content)) return problem(422, 'content is not valid Base64')
  return undefined
}

/** Who a commit is by: as asked, else the actor. */
export function personOf(world: World, call: Call, asked: Json | undefined): Person {
  const login = loginOf(world, call)
  return {
    name: textAt(asked, 'name') || login,
    email: textAt(asked, 'email') || `${login}@users.noreply.github.com`,
  }
}

function gitCommitOf(commit: JsonObject): JsonObject {
  const inner = at(commit, 'commit') as JsonObject
  return {
    sha: commit.sha,
    node_id: commit.node_id,
    url: textAt(inner, 'url'),
    html_url: commit.html_url,
    author: inner.author,
    committer: inner.committer,
    message: inner.message,
    tree: inner.tree,
    parents: commit.parents,
    verification: inner.verification,
  }
}
