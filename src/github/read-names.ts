import type { IssueName, RepositoryName } from './types.ts'

/** `OWNER/REPO#N`, or the address of an issue or a pull request on GitHub. */
export function readIssueName(text: string): IssueName | null {
  const written = text.replace(
    /^https:\/\/(?:redirect\.)?github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/,
    '$1#$2',
  )
  const [, repository = '', number] = /^([^#]+)#([1-9]\d{0,9})$/.exec(written) ?? []
  const name = readRepositoryName(repository)
  return name && { ...name, issue: Number(number) }
}

/** `OWNER/REPO`, or the address of a repository on GitHub. */
export function readRepositoryName(text: string): RepositoryName | null {
  const name = text.replace(/^https:\/\/github\.com\//, '')
  const [, owner, repo] = /^([A-Za-z\d](?:-?[A-Za-z\d]){0,38})\/(?!\.{1,2}$)([\w.-]{1,100})$/.exec(name) ?? []
  return owner === undefined || repo === undefined ? null : { owner, repo }
}
