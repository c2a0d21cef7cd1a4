import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { hostOf, isNpmName, type NpmClient, refusal } from './npm-client.ts'
import { readJsonAnswer } from './read-json-answer.ts'

const name = 'npm'

export interface NpmQuestion {
  readonly packageName: string
  /** A version, or `latest`. */
  readonly version: string
  readonly signal: AbortSignal
  readonly deadlineMs: number
}

/**
 * The registry's manifest of one version of a package, by npm's own client library. Specified by
 * https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#getpackageversion.
 *
 * @returns JSON that is not checked yet; null where there is no such package or version
 * @throws HeadwaterError `index-unavailable`
 */
export async function askNpmRegistry(
  client: () => Promise<NpmClient>,
  { packageName, version, signal, deadlineMs }: NpmQuestion,
): Promise<unknown> {
  if (!isNpmName(packageName) || !/^[\w.+-]{1,128}$/.test(version)) return null
  const { npmFetch, configuration } = await client()
  const registry = npmFetch.pickRegistry(packageName, configuration)
  return lookUp(name, signal, deadlineMs, async (bounded) => {
    const answer = await npmFetch(`/${packageName.replace('/', '%2f')}/${version}`, {
      ...configuration,
      spec: packageName,
      signal: bounded,
      retry: { retries: 0 },
      // The user's npm cache is not ours to write into.
      cache: null,
      userAgent: 'headwater',
      headers: { accept: 'application/json' },
    }).catch((error: unknown) => refusal(error, name))
    if (answer === null) return null
    // The library follows redirects, though without credentials to another host. What comes from there is not believed.
    if (hostOf(answer.url) !== hostOf(registry)) throw badAnswer(name, 'from another host')
    return readJsonAnswer(answer, name)
  })
}
