/** The App as `probot run ./dist/index.js` loads it; `headwater serve` needs no Probot of its own. */
import type { ApplicationFunctionOptions, Probot } from 'probot'
import { createPackageClients, readSettings, receiveWebhooks, startJobs } from './app/index.ts'

/**
 * @throws HeadwaterError `configuration-malformed` where a setting is missing, for instance the webhook secret, instead of
 * which Probot would take a publicly known one
 */
export default async function headwater(probot: Probot, { addHandler }: ApplicationFunctionOptions): Promise<void> {
  const settings = readSettings(process.env)
  const { queue } = await startJobs({
    settings,
    clock: () => new Date(),
    log: probot.log,
    packages: createPackageClients(settings, process.env),
    isWorker: true,
  })
  receiveWebhooks(probot, queue)
  addHandler(async (request, response) => {
    if (request.url !== '/healthz' && request.url !== '/readyz') return false
    const isReady =
      request.url === '/healthz' ||
      (await queue.check().then(
        () => true,
        () => false,
      ))
    response.writeHead(isReady ? 200 : 503).end()
    return true
  })
}
