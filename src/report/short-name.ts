import { PackageURL } from 'packageurl-js'

/** A package as people say it, `tokio-rustls 0.23.4`; any other name as it is. */
export function shortName(purl: string): string {
  if (!purl.startsWith('pkg:')) return purl
  try {
    const { namespace, name, version } = PackageURL.fromString(purl)
    return `${namespace ? `${namespace}/` : ''}${name ?? ''}${version ? ` ${version}` : ''}`
  } catch {
    return purl
  }
}
