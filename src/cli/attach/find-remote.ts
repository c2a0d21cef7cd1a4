import type { IssueAddress } from './parse-issue-url.ts'
import { gitIn } from './push-profile.ts'

/**
 * What git pushes to for the service: the remote that the clone in `folder` has for it, so that whoever uses SSH goes on to do so;
 * else its HTTPS address.
 */
export async function findRemote(address: IssueAddress, folder: string): Promise<string> {
  const { webOrigin, owner, repo } = address
  const remotes = await gitIn(folder)
    .getRemotes(true)
    .catch(() => [])
  const ours = remotes.map(({ refs }) => refs.push).find((url) => url && isOfService(url, address))
  return ours ?? `${webOrigin}/${owner}/${repo}.git`
}

/** `git@github.com:acme/checkout.git`, `ssh://git@github.com/acme/checkout`; HTTPS needs no remote. */
function isOfService(remote: string, { hostname, owner, repo }: IssueAddress): boolean {
  const [, host, path] = /^(?:ssh:\/\/)?[\w.-]+@([\w.-]+)[:/](.+?)(?:\.git)?\/?$/.exec(remote) ?? []
  return host === hostname && path?.toLowerCase() === `${owner}/${repo}`.toLowerCase()
}
