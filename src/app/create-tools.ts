import { githubOf } from './github-of.ts'
import type { Settings } from './read-settings.ts'
import { siteOf } from './site-of.ts'
import type { Tools } from './tools.ts'

export interface CreateToolsOptions extends Pick<Tools, 'addWork' | 'clock' | 'log' | 'packages'> {
  readonly settings: Settings
}

/** What jobs work with, after the settings of the process. */
export function createTools({ settings, addWork, clock, log, packages }: CreateToolsOptions): Tools {
  return {
    github: githubOf(settings, clock, (message) => log.warn({}, message)),
    addWork,
    clock,
    log,
    packages,
    markerKey: settings.webhookSecret,
    pacing: settings.pacing,
    site: siteOf(settings),
  }
}
