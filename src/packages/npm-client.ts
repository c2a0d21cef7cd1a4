import { badAnswer } from './bad-answer.ts'
import { failedLookUp } from './look-up.ts'
import type { NpmConfiguration } from './read-npm-configuration.ts'

/** npm's own client library with the user's configuration. */
export interface NpmClient {
  readonly npmFetch: typeof import('npm-registry-fetch').default
  readonly configuration: NpmConfiguration
}

/** @returns loads the client once, with the first call: the library takes a while, and most runs need none of it */
export function createNpmClient(readConfiguration: () => Promise<NpmConfiguration>): () => Promise<NpmClient> {
  let loading: Promise<NpmClient> | null = null
  return () => {
    loading ??= load(readConfiguration)
    return loading
  }
}

async function load(readConfiguration: () => Promise<NpmConfiguration>): Promise<NpmClient> {
  try {
    const { default: npmFetch } = await import('npm-registry-fetch')
    return { npmFetch, configuration: await readConfiguration() }
  } catch (error) {
    throw failedLookUp('npm', error)
  }
}

/** Whether the user's configuration sends a package's scope to another registry than the ecosystem's own. */
function comesFromElsewhere(packageName: string, { npmFetch, configuration }: NpmClient): boolean {
  const scope = packageName.startsWith('@') ? packageName.slice(0, packageName.indexOf('/')) : ''
  const registry = configuration[`${scope}:registry`]
  return registry !== undefined && hostOf(registry) !== hostOf(npmFetch.pickRegistry(packageName, {}))
}

/** Whether only the user's own registry may be asked for a package; also where it cannot be told. */
export async function claimsNpmPackage(client: () => Promise<NpmClient>, packageName: string): Promise<boolean> {
  const loaded = await client().catch(() => null)
  return loaded === null || comesFromElsewhere(packageName, loaded)
}

/** Old names may hold capitals; none may lead out of the path. */
export function isNpmName(text: string): boolean {
  return text.length <= 214 && /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(text)
}

export function hostOf(url: unknown): string | null {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).host : null
}

/** The library throws for a status of 400 and above; 404 says that there is no such package or version. */
export function refusal(error: unknown, index: string): null {
  if (!(error instanceof Error && 'statusCode' in error)) throw error
  if (error.statusCode === 404) return null
  throw badAnswer(index, `with status ${error.statusCode}`)
}
