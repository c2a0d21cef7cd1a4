import { askGit, runGit, runGitOnce } from './run-git.ts'

export interface TreeEntry {
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  /** Bytes; null for anything but blobs. */
  readonly size: number | null
  readonly path: string
}

export interface CommitFacts {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface Signature {
  readonly name: string
  readonly email: string
  readonly date: string
}

/** The object that a revision names (branch, tag, commit, `commit:path`), peeled to a kind when one is asked for. */
export async function resolveRevision(
  directory: string,
  revision: string,
  kind?: 'commit' | 'tree' | 'blob',
): Promise<string | undefined> {
  const [name = ''] = revision.split(':', 1)
  if (name === '' || revision.includes('\0') || /^[-@]|[~^]|\.\./.test(name)) return undefined
  const wanted = kind ? `${revision}^{${kind}}` : revision
  const run = isFullHash(name) ? runGitOnce : runGit
  return askGit(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', wanted], run)
}

function isFullHash(name: string): boolean {
  return /^[0-9a-f]{40}$/.test(name)
}

/** A commit by branch, tag or (abbreviated) hash; branches come first. No ref may look like a full hash. */
export async function resolveCommit(directory: string, name: string): Promise<string | undefined> {
  if (isFullHash(name)) return resolveRevision(directory, name, 'commit')
  for (const candidate of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
    const sha = await resolveRevision(directory, candidate, 'commit')
    if (sha) return sha
  }
  return undefined
}

export async function objectType(directory: string, sha: string): Promise<string | undefined> {
  return isFullHash(sha) ? askGit(directory, ['cat-file', '-t', sha], runGitOnce) : undefined
}

export async function readBlob(directory: string, sha: string): Promise<Buffer> {
  return runGit(directory, ['cat-file', 'blob', sha])
}

export async function writeBlob(directory: string, bytes: Buffer): Promise<string> {
  return (await runGit(directory, ['hash-object', '-w', '--stdin'], { input: bytes })).toString('utf8').trim()
}

export async function listTree(directory: string, treeish: string, isRecursive: boolean): Promise<TreeEntry[]> {
  const args = ['ls-tree', '-z', '-l', ...(isRecursive ? ['-r', '-t'] : []), treeish]
  const run = isFullHash(treeish) ? runGitOnce : runGit
  const text = (await run(directory, args)).toString('utf8')
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map(readTreeLine)
}

function readTreeLine(line: string): TreeEntry {
  const [facts = '', path = ''] = splitOnce(line, '\t')
  const [mode = '', type = '', sha = '', size = ''] = facts.split(/ +/)
  const kind = type === 'tree' || type === 'commit' ? type : 'blob'
  return { mode, type: kind, sha, size: kind === 'blob' ? Number(size) : null, path }
}

export async function readCommit(directory: string, sha: string): Promise<CommitFacts> {
  const text = (await runGitOnce(directory, ['cat-file', 'commit', sha])).toString('utf8')
  const [head = '', message = ''] = splitOnce(text, '\n\n')
  const lines = head.split('\n').map((line) => splitOnce(line, ' '))
  const valuesOf = (key: string) => lines.filter(([name]) => name === key).map(([, value = '']) => value)
  return {
    sha,
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    author: readSignature(valuesOf('author')[0] ?? ''),
    committer: readSignature(valuesOf('committer')[0] ?? ''),
    message: message.replace(/\n$/, ''),
  }
}

function readSignature(text: string): Signature {
  const match = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text)
  const date = new Date(Number(match?.[3] ?? 0) * 1000).toISOString().replace('.000Z', 'Z')
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', date }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const place = text.indexOf(separator)
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + separator.length)]
}
