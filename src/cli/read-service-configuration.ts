import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Configuration, configurationPath, defaultConfiguration, parseConfiguration } from '../config.ts'

/**
 * What a service in the file system tells of itself in `.github/headwater.yml`; the defaults where it has none.
 *
 * @throws HeadwaterError `configuration-malformed` with the line
 */
export async function readServiceConfiguration(folder: string): Promise<Configuration> {
  const text = await readFile(join(folder, configurationPath), 'utf8').catch(() => null)
  return text === null ? defaultConfiguration : parseConfiguration(text)
}
