import { json, noContent, notFound, page, problem, validationFailed } from '../answers.ts'
import { listTree, objectType, readBlob, readCommit, resolveRevision, writeBlob } from '../git/objects.ts'
import { askGit, runGit } from '../git/run-git.ts'
import { type TreeChange, writeCommit, writeTree } from '../git/write-commit.ts'
import { at, type Json, type JsonObject, listAt, textAt } from '../json.ts'
import type { Answer, Call, Repository, Route, World } from '../types.ts'
import { listRefs } from './commits.ts'
import { personOf, wrapBase64 } from './contents.ts'

/** How many entries GitHub lists of a tree before it says `truncated`. */
const treeLimit = 100_000

/** Git's own objects and refs by the API, read from and written to the bare repository. */
export function gitDataRoutes(world: World): Route[] {
  const git = '/repos/:owner/:repo/git'
  const on =
    (handle: (repository: Repository, call: Call, name: string) => Promise<Answer>) =>
    (call: Call, { name = '' }: Readonly<Record<string, string>>) =>
      call.repository ? handle(call.repository, call, name) : notFound()
  return [
    {
      method: 'GET',
      pattern: `${git}/ref/*name`,
      handle: on((repository, _, name) => showRef(world, repository, name)),
    },
    {
      method: 'GET',
      pattern: `${git}/matching-refs/*name`,
      handle: on((repository, call, name) => matchRefs(world, repository, call, name)),
    },
    { method: 'POST', pattern: `${git}/refs`, handle: on((repository, call) => createRef(world, repository, call)) },
    {
      method: 'PATCH',
      pattern: `${git}/refs/*name`,
      handle: on((repository, call, name) => moveRef(world, repository, call, name)),
    },
    {
      method: 'DELETE',
      pattern: `${git}/refs/*name`,
      handle: on((repository, _, name) => deleteRef(repository, name)),
    },
    {
      method: 'GET',
      pattern: `${git}/blobs/:name`,
      handle: on((repository, call, name) => showBlob(world, repository, call, name)),
    },
    { method: 'POST', pattern: `${git}/blobs`, handle: on((repository, call) => createBlob(world, repository, call)) },
    {
      method: 'GET',
      pattern: `${git}/trees/*name`,
      handle: on((repository, call, name) => showTree(world, repository, call, name)),
    },
    { method: 'POST', pattern: `${git}/trees`, handle: on((repository, call) => createTree(world, repository, call)) },
    {
      method: 'GET',
      pattern: `${git}/commits/:name`,
      handle: on((repository, _, name) => showCommit(world, repository, name)),
    },
    {
      method: 'POST',
      pattern: `${git}/commits`,
      handle: on((repository, call) => createCommit(world, repository, call)),
    },
  ]
}

const apiOf = (world: World, repository: Repository) => `${world.url}/repos/${repository.fullName}/git`

function describeRef(
  world: World,
  repository: Repository,
  ref: { name: string; sha: string; type: string },
): JsonObject {
  const api = apiOf(world, repository)
  return {
    ref: ref.name,
    node_id: Buffer.from(`Ref${ref.name}`).toString('base64'),
    url: `${api}/${ref.name}`,
    object: { type: ref.type, sha: ref.sha, url: `${api}/${ref.type}s/${ref.sha}` },
  }
}

async function findRef(repository: Repository, name: string) {
  const full = `refs/${name}`
  return (await listRefs(repository.directory, full)).find((ref) => ref.name === full)
}

async function showRef(world: World, repository: Repository, name: string): Promise<Answer> {
  const ref = await findRef(repository, name)
  return ref ? json(describeRef(world, repository, ref)) : notFound()
}

async function matchRefs(world: World, repository: Repository, call: Call, name: string): Promise<Answer> {
  const refs = (await listRefs(repository.directory, 'refs')).filter((ref) => ref.name.startsWith(`refs/${name}`))
  return page(
    call.url,
    refs.map((ref) => describeRef(world, repository, ref)),
  )
}

async function createRef(world: World, repository: Repository, call: Call): Promise<Answer> {
  const ref = textAt(call.json, 'ref')
  const sha = textAt(call.json, 'sha')
  const isName = (await askGit(repository.directory, ['check-ref-format', ref])) !== undefined
  if (!isName || ref.split('/').length < 3) return problem(422, 'Reference does not exist or is not a valid ref name')
  if (!(await objectType(repository.directory, sha))) return problem(422, 'Object does not exist')
  if (await findRef(repository, ref.slice('refs/'.length))) return problem(422, 'Reference already exists')
  // Another one may have been faster since we looked.
  const made = await askGit(repository.directory, ['update-ref', ref, sha, ''])
  if (made === undefined) return problem(422, 'Reference already exists')
  return { ...(await showRef(world, repository, ref.slice('refs/'.length))), status: 201 }
}

async function moveRef(world: World, repository: Repository, call: Call, name: string): Promise<Answer> {
  const { directory } = repository
  const before = await findRef(repository, name)
  const sha = textAt(call.json, 'sha')
  if (!before) return problem(422, 'Reference does not exist')
  if (!(await objectType(directory, sha))) return problem(422, 'Object does not exist')
  const isForward = (await askGit(directory, ['merge-base', '--is-ancestor', before.sha, sha])) !== undefined
  if (!isForward && at(call.json, 'force') !== true) return problem(422, 'Update is not a fast forward')
  const moved = await askGit(directory, ['update-ref', before.name, sha, before.sha])
  if (moved === undefined) return problem(422, 'Update is not a fast forward')
  return showRef(world, repository, name)
}

async function deleteRef(repository: Repository, name: string): Promise<Answer> {
  const ref = await findRef(repository, name)
  if (!ref) return problem(422, 'Reference does not exist')
  if (ref.name === `refs/heads/${repository.defaultBranch}`) return problem(422, 'Cannot delete the default branch')
  await runGit(repository.directory, ['update-ref', '-d', ref.name, ref.sha])
  return noContent()
}

async function showBlob(world: World, repository: Repository, call: Call, sha: string): Promise<Answer> {
  if ((await objectType(repository.directory, sha)) !== 'blob') return notFound()
  const bytes = await readBlob(repository.directory, sha)
  if (/\braw\b/.test(String(call.headers.accept ?? ''))) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' }, body: bytes }
  }
  return json({
    sha,
    node_id: Buffer.from(`Blob${sha}`).toString('base64'),
    size: bytes.length,
    url: `${apiOf(world, repository)}/blobs/${sha}`,
    content: wrapBase64(bytes),
    encoding: 'base64',
  })
}

async function createBlob(world: World, repository: Repository, call: Call): Promise<Answer> {
  const encoding = textAt(call.json, 'encoding') === 'base64' ? 'base64' : 'utf8'
  const sha = await writeBlob(repository.directory, Buffer.from(textAt(call.json, 'content'), encoding))
  return json({ sha, url: `${apiOf(world, repository)}/blobs/${sha}` }, 201)
}

async function showTree(world: World, repository: Repository, call: Call, name: string): Promise<Answer> {
  const byRef = await resolveRevision(repository.directory, `refs/heads/${name}`, 'tree')
  const sha = byRef ?? (await resolveRevision(repository.directory, name, 'tree'))
  if (!sha) return notFound()
  const isRecursive = call.url.searchParams.has('recursive')
  const entries = await listTree(repository.directory, sha, isRecursive)
  const api = apiOf(world, repository)
  const tree = entries.slice(0, treeLimit).map((entry) => ({
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.sha,
    ...(entry.size === null ? {} : { size: entry.size }),
    url: `${api}/${entry.type}s/${entry.sha}`,
  }))
  return json({ sha, url: `${api}/trees/${sha}`, tree, truncated: entries.length > treeLimit })
}

async function createTree(world: World, repository: Repository, call: Call): Promise<Answer> {
  const { directory } = repository
  const base = textAt(call.json, 'base_tree')
  const baseTree = base ? await resolveRevision(directory, base, 'tree') : undefined
  if (base && !baseTree) return notFound()
  const changes: TreeChange[] = []
  for (const item of listAt(call.json, 'tree')) {
    const change = await readChange(directory, item)
    if (!change) return problem(422, 'tree.sha is not a valid blob')
    changes.push(change)
  }
  const sha = await writeTree(directory, baseTree ?? null, changes)
  return { ...(await showTree(world, repository, call, sha)), status: 201 }
}

async function readChange(directory: string, item: Json): Promise<TreeChange | undefined> {
  const path = textAt(item, 'path')
  const mode = textAt(item, 'mode') || '100644'
  if (/(^|\/)(\.git|\.\.?)(\/|$)/i.test(path) || path === '') return undefined
  if (at(item, 'sha') === null) return { path, entry: null }
  const text = at(item, 'content')
  if (typeof text === 'string') return { path, entry: { mode, sha: await writeBlob(directory, Buffer.from(text)) } }
  const sha = textAt(item, 'sha')
  return (await objectType(directory, sha)) ? { path, entry: { mode, sha } } : undefined
}

async function showCommit(world: World, repository: Repository, sha: string): Promise<Answer> {
  if ((await objectType(repository.directory, sha)) !== 'commit') return notFound()
  const facts = await readCommit(repository.directory, sha)
  const api = apiOf(world, repository)
  const html = `${world.url}/${repository.fullName}/commit`
  return json({
    sha,
    node_id: Buffer.from(`Commit${sha}`).toString('base64'),
    url: `${api}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    author: { ...facts.author },
    committer: { ...facts.committer },
    message: facts.message,
    tree: { sha: facts.tree, url: `${api}/trees/${facts.tree}` },
    parents: facts.parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${html}/${parent}`,
    })),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  })
}

async function createCommit(world: World, repository: Repository, call: Call): Promise<Answer> {
  const tree = textAt(call.json, 'tree')
  const parents = listAt(call.json, 'parents').map(String)
  if ((await objectType(repository.directory, tree)) !== 'tree') {
    return validationFailed('Commit', [{ field: 'tree', code: 'custom', message: 'Tree SHA does not exist' }])
  }
  for (const parent of parents) {
    if ((await objectType(repository.directory, parent)) === 'commit') continue
    return validationFailed('Commit', [
      { field: 'parents', code: 'custom', message: 'Parent SHA does not exist or is not a commit object' },
    ])
  }
  const author = personOf(world, call, at(call.json, 'author'))
  const committer = at(call.json, 'committer')
  const date = new Date(textAt(call.json, 'author', 'date') || world.now())
  const plan = { tree, parents, message: textAt(call.json, 'message'), author, date }
  const sha = await writeCommit(
    repository.directory,
    committer ? { ...plan, committer: personOf(world, call, committer) } : plan,
  )
  return { ...(await showCommit(world, repository, sha)), status: 201 }
}
