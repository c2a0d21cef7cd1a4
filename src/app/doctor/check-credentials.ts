import { statusOf } from '../../github/index.ts'
import { finding, ok, type Practice, type Said } from './types.ts'

/** GitHub refuses an App whose clock is a minute ahead. */
const mostSkewMs = 30_000

/** Whether GitHub takes the App's key, and agrees about the time. */
export async function checkCredentials({ github, settings, clock }: Practice): Promise<Said[]> {
  const { appId, apiUrl } = settings
  try {
    const { data, headers } = await (await github.asApp()).rest.apps.getAuthenticated()
    const said = [ok(`GitHub knows App ${appId} as ${data?.slug ?? ''} and takes its key`)]
    const skewMs = clock().getTime() - Date.parse(headers.date ?? '')
    if (Math.abs(skewMs) <= mostSkewMs || Number.isNaN(skewMs)) return said
    const seconds = Math.round(Math.abs(skewMs) / 1000)
    const which = skewMs > 0 ? 'ahead of' : 'behind'
    return [
      ...said,
      finding(
        `This machine's clock is ${seconds} seconds ${which} GitHub's`,
        'Have the machine set its clock by NTP: GitHub refuses keys that were signed in its future.',
      ),
    ]
  } catch (error) {
    const status = statusOf(error)
    if (status === 401 || status === 404) {
      return [
        finding(
          `GitHub does not take the key of App ${appId}: ${status}`,
          "Compare APP_ID with the App's settings, generate a private key there and set PRIVATE_KEY, and see that this machine's clock is right.",
        ),
      ]
    }
    const why = error instanceof Error ? error.message : String(error)
    return [
      finding(`${apiUrl} does not answer: ${why}`, 'Let this machine reach it by HTTPS, or correct GITHUB_API_URL.'),
    ]
  }
}
