import { json, notFound, page, problem } from '../answers.ts'
import { readCommit, resolveCommit, type Signature } from '../git/objects.ts'
import { askGit, runGitOnce } from '../git/run-git.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Answer, Call, Repository, Route, World } from '../types.ts'
import { describeUser } from './reactions.ts'

/** Commits, branches, tags and comparisons, read from the bare repository. */
export function commitRoutes(world: World): Route[] {
  const base = '/repos/:owner/:repo'
  return [
    { method: 'GET', pattern: `${base}/commits`, handle: (call) => listCommits(world, call) },
    { method: 'GET', pattern: `${base}/commits/:ref`, handle: (call, { ref = '' }) => showCommit(world, call, ref) },
    {
      method: 'GET',
      pattern: `${base}/compare/*basehead`,
      handle: (call, { basehead = '' }) => compare(world, call, basehead),
    },
    { method: 'GET', pattern: `${base}/branches`, handle: (call) => listBranches(world, call) },
    {
      method: 'GET',
      pattern: `${base}/branches/*branch`,
      handle: (call, { branch = '' }) => showBranch(world, call, branch),
    },
    { method: 'GET', pattern: `${base}/tags`, handle: (call) => listTags(world, call) },
  ]
}

/** A commit as the commits API shows it. */
export async function describeCommit(world: World, repository: Repository, sha: string): Promise<JsonObject> {
  const facts = await readCommit(repository.directory, sha)
  const api = `${world.url}/repos/${repository.fullName}`
  const html = `${world.url}/${repository.fullName}/commit`
  return {
    sha,
    node_id: Buffer.from(`Commit${sha}`).toString('base64'),
    url: `${api}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: { ...facts.author },
      committer: { ...facts.committer },
      message: facts.message,
      tree: { sha: facts.tree, url: `${api}/git/trees/${facts.tree}` },
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    author: await userOf(world, facts.author),
    committer: await userOf(world, facts.committer),
    parents: facts.parents.map((parent) => ({
      sha: parent,
      url: `${api}/commits/${parent}`,
      html_url: `${html}/${parent}`,
    })),
  }
}

async function userOf(world: World, { email }: Signature): Promise<Json> {
  const login = /^(?:\d+\+)?([\w-]+)@users\.noreply\.github\.com$/.exec(email)?.[1]
  const user = login === undefined ? undefined : world.users.get(login.toLowerCase())
  return user ? describeUser(world, { actor: { kind: 'anonymous' } } as Call, user.login) : null
}

async function listCommits(world: World, call: Call): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const query = call.url.searchParams
  const start = await resolveCommit(repository.directory, query.get('sha') ?? repository.defaultBranch)
  if (!start) return query.has('sha') ? notFound() : problem(409, 'Git Repository is empty.')
  const path = query.get('path')
  const limits = ['since', 'until'].flatMap((key) => (query.get(key) ? [`--${key}=${query.get(key)}`] : []))
  const args = ['rev-list', '--max-count=1000', ...limits, start, ...(path ? ['--', path] : [])]
  const shas = ((await askGit(repository.directory, args)) ?? '').split('\n').filter(Boolean)
  const size = Math.min(100, Number(query.get('per_page') ?? 30) || 30)
  const number = Number(query.get('page') ?? 1) || 1
  // Only the shown page is read; the others stand as their hashes for the count.
  const shown = new Set(shas.slice((number - 1) * size, number * size))
  const items = await Promise.all(shas.map((sha) => (shown.has(sha) ? describeCommit(world, repository, sha) : sha)))
  return page(call.url, items)
}

async function showCommit(world: World, call: Call, ref: string): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const sha = await resolveCommit(repository.directory, ref)
  if (!sha) return problem(422, `No commit found for SHA: ${ref}`)
  if (/\bsha\b/.test(String(call.headers.accept ?? ''))) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.sha' }, body: Buffer.from(sha) }
  }
  const commit = await describeCommit(world, repository, sha)
  const parent = (await readCommit(repository.directory, sha)).parents[0]
  const files = await listChanges(world, repository, parent ?? emptyTree, sha)
  const additions = files.reduce((sum, file) => sum + Number(file.additions), 0)
  const deletions = files.reduce((sum, file) => sum + Number(file.deletions), 0)
  return json({ ...commit, stats: { additions, deletions, total: additions + deletions }, files })
}

/** The hash that git gives to a tree without entries. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

const statusWords: Readonly<Record<string, string>> = { A: 'added', D: 'removed', M: 'modified', T: 'changed' }

/** What changed between two trees, file by file. */
export async function listChanges(
  world: World,
  repository: Repository,
  base: string,
  head: string,
): Promise<JsonObject[]> {
  const run = async (args: string[]) => (await runGitOnce(repository.directory, args)).toString('utf8')
  const names = (await run(['diff-tree', '-r', '-z', '--no-renames', '--raw', '--abbrev=40', base, head])).split('\0')
  const counts = new Map<string, [number, number]>()
  for (const line of (await run(['diff-tree', '-r', '-z', '--no-renames', '--numstat', base, head])).split('\0')) {
    const [additions = '', deletions = '', path = ''] = line.split('\t')
    counts.set(path, [Number(additions) || 0, Number(deletions) || 0])
  }
  const files: JsonObject[] = []
  for (let index = 0; index + 1 < names.length; index += 2) {
    const [, , before = '', after = '', letter = ''] = (names[index] ?? '').split(' ')
    const path = names[index + 1] ?? ''
    const [additions, deletions] = counts.get(path) ?? [0, 0]
    const patch = await run(['diff-tree', '-p', '--no-renames', base, head, '--', `:(literal)${path}`])
    const encoded = path.split('/').map(encodeURIComponent).join('/')
    files.push({
      sha: letter === 'D' ? before : after,
      filename: path,
      status: statusWords[letter] ?? 'modified',
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${world.url}/${repository.fullName}/blob/${head}/${encoded}`,
      raw_url: `${world.url}/${repository.fullName}/raw/${head}/${encoded}`,
      contents_url: `${world.url}/repos/${repository.fullName}/contents/${encoded}?ref=${head}`,
      patch: patch.slice(Math.max(0, patch.indexOf('@@'))).trimEnd(),
    })
  }
  return files
}

async function compare(world: World, call: Call, basehead: string): Promise<Answer> {
  const { repository } = call
  const [baseName = '', headName = ''] = basehead.split('...')
  if (!repository) return notFound()
  const { directory } = repository
  const base = await resolveCommit(directory, baseName)
  const head = await resolveCommit(directory, headName)
  const mergeBase = base && head ? await askGit(directory, ['merge-base', base, head]) : undefined
  if (!base || !head || !mergeBase) return notFound()
  const range = await askGit(directory, ['rev-list', '--left-right', '--count', `${base}...${head}`])
  const [behind = 0, ahead = 0] = (range ?? '').split('\t').map(Number)
  const shas = ((await askGit(directory, ['rev-list', '--reverse', `${base}..${head}`])) ?? '')
    .split('\n')
    .filter(Boolean)
  const commits = await Promise.all(shas.slice(0, 250).map((sha) => describeCommit(world, repository, sha)))
  const html = `${world.url}/${repository.fullName}/compare/${basehead}`
  return json({
    url: `${world.url}${call.path}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: await describeCommit(world, repository, base),
    merge_base_commit: await describeCommit(world, repository, mergeBase),
    status: comparisonWord(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits,
    files: await listChanges(world, repository, mergeBase, head),
  })
}

/** How a head stands to a base. */
export function comparisonWord(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

/** Refs below a prefix with what they point to, tags peeled to their commit. */
export async function listRefs(
  directory: string,
  prefix: string,
): Promise<{ name: string; sha: string; commit: string; type: string }[]> {
  const format = '%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)'
  const text = (await askGit(directory, ['for-each-ref', `--format=${format}`, prefix])) ?? ''
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', sha = '', type = '', peeled = ''] = line.split('\0')
      return { name, sha, type, commit: peeled || sha }
    })
}

async function listBranches(world: World, call: Call): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const refs = await listRefs(repository.directory, 'refs/heads')
  const branches = refs.map(({ name, sha }) => {
    const short = name.slice('refs/heads/'.length)
    const commit = { sha, url: `${world.url}/repos/${repository.fullName}/commits/${sha}` }
    return { name: short, commit, protected: false }
  })
  return page(call.url, branches)
}

async function showBranch(world: World, call: Call, branch: string): Promise<Answer> {
  const { repository } = call
  const refs = repository ? await listRefs(repository.directory, `refs/heads/${branch}`) : []
  const found = refs.find(({ name }) => name === `refs/heads/${branch}`)
  if (!repository || !found) return problem(404, 'Branch not found')
  const self = `${world.url}/repos/${repository.fullName}/branches/${branch}`
  return json({
    name: branch,
    commit: await describeCommit(world, repository, found.sha),
    _links: { self, html: `${world.url}/${repository.fullName}/tree/${branch}` },
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${self}/protection`,
  })
}

async function listTags(world: World, call: Call): Promise<Answer> {
  const { repository } = call
  if (!repository) return notFound()
  const api = `${world.url}/repos/${repository.fullName}`
  const tags = (await listRefs(repository.directory, 'refs/tags')).map(({ name, commit }) => {
    const short = name.slice('refs/tags/'.length)
    return {
      name: short,
      commit: { sha: commit, url: `${api}/commits/${commit}` },
      zipball_url: `${api}/zipball/refs/tags/${short}`,
      tarball_url: `${api}/tarball/refs/tags/${short}`,
      node_id: Buffer.from(`Tag${short}`).toString('base64'),
    }
  })
  return page(call.url, tags.reverse())
}
