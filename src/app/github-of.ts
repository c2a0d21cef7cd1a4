import { createGitHubApp, type GitHubApp } from '../github/index.ts'
import type { Settings } from './read-settings.ts'

const requestTimeoutMs = 30_000

/** The way to GitHub, after the settings of the process. */
export function githubOf(settings: Settings, clock: () => Date, warn: (message: string) => void): GitHubApp {
  const { appId, privateKey, apiUrl, pacing, clockFactor } = settings
  return createGitHubApp({
    appId,
    privateKey,
    apiUrl,
    pacing: pacing || clockFactor !== undefined,
    ...(clockFactor === undefined ? {} : { clockFactor }),
    clock,
    requestTimeoutMs,
    warn,
  })
}
