/** Origin of GitHub's pages, by the API's address: a host of their own on github.com, elsewhere the same. */
export function webOriginOf(apiUrl: string): string {
  const { hostname, origin } = new URL(apiUrl)
  return hostname === 'api.github.com' ? 'https://github.com' : origin
}
