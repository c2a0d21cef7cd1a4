/** The user's npm configuration under the names that npm's libraries take: registries, proxies, certificates, credentials. */
export type NpmConfiguration = Readonly<Record<string, unknown>>

/**
 * Reads the user's and the machine's npm configuration, by npm's own reader.
 *
 * The .npmrc of the folder that the command runs in is left out: it may be a stranger's service, and could send look-ups,
 * and the environment's secrets with them, to any host.
 */
export async function readNpmConfiguration(env: NodeJS.ProcessEnv): Promise<NpmConfiguration> {
  const { default: Config } = await import('@npmcli/config')
  const { definitions, shorthands, flatten } = (await import('@npmcli/config/lib/definitions/index.js')).default
  const config = new Config({
    definitions,
    shorthands,
    flatten,
    // Where npm would keep defaults of its own; there is no npm here.
    npmPath: import.meta.dirname,
    // In npm's global mode no project counts.
    argv: ['node', 'npm', '--global'],
    // The reader writes into it.
    env: { ...env },
  })
  await config.load()
  return config.flat
}
