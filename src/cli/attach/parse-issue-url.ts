import { HeadwaterError } from '../../errors.ts'

/** Where an issue is. */
export interface IssueAddress {
  /** `https://github.com` */
  readonly webOrigin: string
  readonly hostname: string
  readonly owner: string
  readonly repo: string
  readonly issue: number
}

/**
 * Reads the address of an issue, `https://github.com/acme/checkout/issues/12`.
 *
 * @throws HeadwaterError `usage`
 */
export function parseIssueUrl(text: string): IssueAddress {
  const url = URL.canParse(text) ? new URL(text) : null
  const [, owner, repo, issue] = /^\/([\w-]+)\/([\w.-]+)\/issues\/([1-9]\d{0,9})\/?$/.exec(url?.pathname ?? '') ?? []
  const isSafe = url !== null && isEncrypted(url) && url.username === '' && url.password === ''
  if (!isSafe || owner === undefined || repo === undefined || /^\.+$/.test(repo)) {
    const accepted = 'an address such as https://github.com/acme/checkout/issues/12, without a password in it'
    throw new HeadwaterError(
      'usage',
      `--issue: ${withoutPassword(text)} is no address of an issue; accepted is ${accepted}`,
    )
  }
  return { webOrigin: url.origin, hostname: url.hostname, owner, repo, issue: Number(issue) }
}

/** Or to this machine itself: a stand-in for GitHub. */
function isEncrypted({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
}

/** Addresses in messages of git, too, may hold credentials that its configuration put there. */
export function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/\s@]*@/g, '//')
}
