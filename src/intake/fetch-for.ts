import type { Site } from './allowed-places.ts'
import { createFetchPublic } from './create-fetch-public.ts'
import type { Fetch } from './types.ts'

const fetchPublic = createFetchPublic()

/** How profiles are asked for: from github.com over the public network only; another GitHub may stand in the network of whoever runs it. */
export function fetchFor({ webOrigin }: Pick<Site, 'webOrigin'>): Fetch {
  return webOrigin === 'https://github.com' ? fetchPublic : fetch
}
