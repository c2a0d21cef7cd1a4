import { createGitHubApp, webOriginOf } from '../github/index.ts'
import type { Settings } from './read-settings.ts'
import type { Tools } from './tools.ts'

const requestTimeoutMs = 30_000

export interface CreateToolsOptions extends Pick<Tools, 'addWork' | 'clock' | 'log' | 'packages'> {
  readonly settings: Settings
}

/** What jobs work with, after the settings of the process. */
export function createTools({ settings, addWork, clock, log, packages }: CreateToolsOptions): Tools {
  const { appId, privateKey, apiUrl, storageUrl, pacing } = settings
  return {
    github: createGitHubApp({
      appId,
      privateKey,
      apiUrl,
      pacing,
      requestTimeoutMs,
      warn: (message) => log.warn({}, message),
    }),
    addWork,
    clock,
    log,
    packages,
    markerKey: settings.webhookSecret,
    pacing,
    site: {
      apiUrl,
      webOrigin: webOriginOf(apiUrl),
      ...(storageUrl === null ? {} : { storageOrigin: new URL(storageUrl).origin }),
    },
  }
}
