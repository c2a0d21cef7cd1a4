import {
  type GitHub,
  type RepositoryFacts,
  type RepositoryName,
  readBlob,
  readInteractionLimit,
  readTree,
  resolveCommit,
  type Tree,
  type TreeFile,
} from '../../github/index.ts'
import { type HouseRules, judgeRules, type RuleFile } from './judge-rules.ts'

/** Where repositories keep what they say to contributors, in the order in which GitHub looks, https://docs.github.com/communities. */
const rooms = ['.github', '', 'docs']
const policies =
  /^(?:contributing|contribution[-_]guide(?:lines)?|(?:gen)?ai[-_]?(?:policy|contributions?|usage)|llm[-_]?policy|agents|cla|dco)(?:\.(?:md|rst|txt|adoc))?$/i
const singleForm = /^(?:pull_request|issue)_template(?:\.(?:md|txt|ya?ml))?$/i
const formIn = /^(?:(?:\.github|docs)\/)?(?:pull_request_template|issue_template)\/[^/]+\.(?:md|txt|ya?ml)$/i
const mostFiles = 20
/** In bytes. */
const largestFile = 128 * 1024

type Kind = 'policy' | 'issue form' | 'pull request form'

/**
 * What a repository says to those who contribute, read on its default branch: the repository's own files, for what it lacks
 * those of its owner's repository `.github`, and GitHub's settings. At most seven requests, and twenty for the files.
 */
export async function readHouseRules(github: GitHub, house: RepositoryFacts, branch: string): Promise<HouseRules> {
  const { owner, repo } = house
  const doors = {
    issues: house.hasIssues,
    pullRequests: house.pullRequests,
    limit: await readInteractionLimit(github, { owner, repo }),
  }
  const own = await listRules(github, { owner, repo }, branch)
  const files = await readFiles(github, { owner, repo }, own.files)
  const lacks = (['policy', 'issue form', 'pull request form'] as const).filter(
    (kind) => !own.files.some(({ path }) => kindOf(path) === kind),
  )
  if (lacks.length > 0 && repo !== '.github') {
    const shared = { owner, repo: '.github' }
    const common = await listRules(github, shared, 'HEAD')
    const wanted = common.files.filter(({ path }) => lacks.includes(kindOf(path))).slice(0, mostFiles - files.length)
    const read = await readFiles(github, shared, wanted)
    files.push(...read.map(({ path, text }) => ({ path: `${owner}/.github/${path}`, text })))
  }
  return judgeRules(files, { paths: own.paths, doors, isCut: own.isCut })
}

async function listRules(github: GitHub, name: RepositoryName, ref: string) {
  const commit = await resolveCommit(github, { ...name, ref })
  const tree: Tree = commit === null ? { files: [], truncated: false } : await readTree(github, { ...name, commit })
  const files = tree.files.filter(isWanted).sort((a, b) => roomOf(a.path) - roomOf(b.path))
  return { files: files.slice(0, mostFiles), paths: [...pathsAtTheTop(tree)], isCut: tree.truncated }
}

async function readFiles(github: GitHub, name: RepositoryName, files: readonly TreeFile[]): Promise<RuleFile[]> {
  const read: RuleFile[] = []
  for (const { path, sha } of files) {
    read.push({ path, text: Buffer.from(await readBlob(github, { ...name, sha })).toString('utf8') })
  }
  return read
}

function isWanted({ path, size }: TreeFile): boolean {
  if (size > largestFile) return false
  const { folder, name } = split(path)
  return formIn.test(path) || (rooms.includes(folder.toLowerCase()) && (policies.test(name) || singleForm.test(name)))
}

function kindOf(path: string): Kind {
  return /pull_request_template/i.test(path)
    ? 'pull request form'
    : /issue_template/i.test(path)
      ? 'issue form'
      : 'policy'
}

/** Single files before folders of forms, which a person has to ask for. */
function roomOf(path: string): number {
  const at = rooms.indexOf(split(path).folder.toLowerCase())
  return at === -1 ? rooms.length : at
}

/** Files and folders that stand at most two folders deep. */
function pathsAtTheTop({ files }: Tree): Set<string> {
  const paths = new Set<string>()
  for (const { path } of files) {
    const parts = path.split('/', 4)
    for (let depth = 1; depth <= Math.min(parts.length, 3); depth++) paths.add(parts.slice(0, depth).join('/'))
  }
  return paths
}

function split(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf('/')
  return { folder: path.slice(0, Math.max(0, at)), name: path.slice(at + 1) }
}
