import { createGitHubClient } from '../../src/github/index.ts'
import type { AdvisoryClient } from '../../src/packages/index.ts'
import { investigateUpstream, type UpstreamFindings, type UpstreamQuestion } from '../../src/upstream/index.ts'
import type { Standin } from '../standin/index.ts'

/** Asks a stand-in about a package, with nothing known but what the lockfile says. */
export async function askUpstream(
  standin: Pick<Standin, 'url' | 'tokenOf'>,
  question: UpstreamQuestion,
  signal: AbortSignal = AbortSignal.timeout(150_000),
  advisories: readonly AdvisoryClient[] = [],
): Promise<UpstreamFindings> {
  const github = await createGitHubClient({
    apiUrl: standin.url,
    token: standin.tokenOf('rita'),
    pacing: false,
    requestTimeoutMs: 120_000,
  })
  const clock = () => new Date('2025-02-03T05:46:00Z')
  return investigateUpstream(question, { github, indexes: [], advisories, installed: new Map(), signal, clock })
}
