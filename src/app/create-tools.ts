import { createGitHubApp } from '../github/index.ts'
import type { Settings } from './read-settings.ts'
import type { Tools } from './tools.ts'

const requestTimeoutMs = 30_000

export interface CreateToolsOptions extends Pick<Tools, 'addWork' | 'clock' | 'log'> {
  readonly settings: Settings
}

/** What jobs work with, after the settings of the process. */
export function createTools({ settings, addWork, clock, log }: CreateToolsOptions): Tools {
  const { appId, privateKey, apiUrl, storageUrl, pacing } = settings
  return {
    github: createGitHubApp({ appId, privateKey, apiUrl, pacing, requestTimeoutMs }),
    addWork,
    clock,
    log,
    markerKey: settings.webhookSecret,
    site: {
      apiUrl,
      webOrigin: webOriginOf(apiUrl),
      ...(storageUrl === null ? {} : { storageOrigin: new URL(storageUrl).origin }),
    },
  }
}

/** GitHub's pages are at a host of their own; elsewhere pages and API share one. */
function webOriginOf(apiUrl: string): string {
  const { hostname, origin } = new URL(apiUrl)
  return hostname === 'api.github.com' ? 'https://github.com' : origin
}
