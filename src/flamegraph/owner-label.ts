import { PackageURL } from 'packageurl-js'
import type { Owner } from '../ownership/index.ts'

/** Package types whose namespace is part of the name that people use: `@babel/core`, `golang.org/x/net`. */
const namespaced = new Set(['npm', 'golang', 'composer', 'maven', 'github'])

/**
 * The owner's short name: its package's name without ecosystem and version, or the name that it has.
 * @returns for instance `tokio-rustls`, `@babel/core`, `kernel`
 */
export function ownerLabel(owner: Owner): string {
  if (!owner.name.startsWith('pkg:')) return owner.name
  try {
    const { type, namespace, name } = PackageURL.fromString(owner.name)
    return namespace !== undefined && namespaced.has(type) ? `${namespace}/${name}` : (name ?? owner.name)
  } catch {
    return owner.name
  }
}
