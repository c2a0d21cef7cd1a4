import {
  type GitHub,
  type RepositoryName,
  readBlob,
  readFile,
  readFolder,
  resolveCommit,
  type TreeFile,
} from '../../github/index.ts'
import { type HouseRules, judgeRules, type RuleFile } from './judge-rules.ts'

/** Where repositories keep what they say to contributors, https://docs.github.com/communities. */
const atTheRoot = [
  'CONTRIBUTING.md',
  'CONTRIBUTING.rst',
  'AI_POLICY.md',
  'AGENTS.md',
  'PULL_REQUEST_TEMPLATE.md',
  'pull_request_template.md',
  'ISSUE_TEMPLATE.md',
]
const folders = ['.github', 'docs', '.github/ISSUE_TEMPLATE', '.github/PULL_REQUEST_TEMPLATE']
const wanted =
  /^(?:contributing|ai[-_]?policy|ai[-_]?contributions?|llm[-_]?policy|agents|pull_request_template|issue_template)(?:\.(?:md|rst|txt))?$/i
const form = /^\.github\/(?:issue|pull_request)_template\/[^/]+\.(?:md|ya?ml)$/i
const mostFiles = 20
/** In bytes. */
const largestFile = 128 * 1024

/** What a repository says to those who contribute, read on its default branch. */
export async function readHouseRules(github: GitHub, repository: RepositoryName, branch: string): Promise<HouseRules> {
  const { owner, repo } = repository
  const commit = await resolveCommit(github, { owner, repo, ref: branch })
  if (commit === null) return judgeRules([])
  const files: RuleFile[] = []
  for (const path of atTheRoot) {
    const file = await readFile(github, { owner, repo, path, ref: commit, limit: largestFile })
    if (file?.bytes) files.push({ path, text: Buffer.from(file.bytes).toString('utf8') })
  }
  for (const path of folders) {
    const folder = await readFolder(github, { owner, repo, commit, path })
    for (const file of (folder?.files ?? []).filter(isWanted).slice(0, mostFiles - files.length)) {
      const bytes = await readBlob(github, { owner, repo, sha: file.sha })
      files.push({ path: file.path, text: Buffer.from(bytes).toString('utf8') })
    }
  }
  return judgeRules(files)
}

function isWanted({ path, size }: TreeFile): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return size <= largestFile && (wanted.test(name) || form.test(path))
}
