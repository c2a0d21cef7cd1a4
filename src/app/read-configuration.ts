import { type Configuration, configurationPath, defaultConfiguration, parseConfiguration } from '../config.ts'
import { HeadwaterError } from '../errors.ts'
import { type GitHub, type RepositoryName, readFile } from '../github/index.ts'

export interface FoundConfiguration {
  /** The default where there is none, or a wrong one. */
  readonly configuration: Configuration
  /** What is wrong with it, in one line. */
  readonly problem: string | null
}

const largest = 64 * 1024

/** `.github/headwater.yml` as it stands on the service's default branch. */
export async function readConfiguration(github: GitHub, repository: RepositoryName): Promise<FoundConfiguration> {
  const { owner, repo } = repository
  const file = await readFile(github, { owner, repo, path: configurationPath, limit: largest })
  if (file === null) return { configuration: defaultConfiguration, problem: null }
  try {
    if (file.bytes === null) {
      throw new HeadwaterError(
        'configuration-malformed',
        `${configurationPath}: ${file.size} bytes; accepted: at most ${largest}`,
      )
    }
    return { configuration: parseConfiguration(Buffer.from(file.bytes).toString('utf8')), problem: null }
  } catch (error) {
    if (!(error instanceof HeadwaterError)) throw error
    return { configuration: defaultConfiguration, problem: error.message }
  }
}
