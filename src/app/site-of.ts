import { webOriginOf } from '../github/index.ts'
import type { Site } from '../intake/index.ts'
import type { Settings } from './read-settings.ts'

/** The GitHub that the App works on. */
export function siteOf({ apiUrl, storageUrl }: Pick<Settings, 'apiUrl' | 'storageUrl'>): Site {
  return {
    apiUrl,
    webOrigin: webOriginOf(apiUrl),
    ...(storageUrl === null ? {} : { storageOrigin: new URL(storageUrl).origin }),
  }
}
