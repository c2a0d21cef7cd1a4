import type { ServiceFile } from '../types.ts'

/**
 * Something that follows from a service's manifests alone, computed when it is first asked for and then kept as long as their list: a
 * service has hundreds of lockfiles of one format, and each is read beside the manifests of all.
 */
export function perManifests<T>(
  compute: (manifests: readonly ServiceFile[]) => T,
): (manifests: readonly ServiceFile[]) => T {
  const known = new WeakMap<readonly ServiceFile[], { readonly value: T }>()
  return (manifests) => {
    const kept = known.get(manifests) ?? { value: compute(manifests) }
    known.set(manifests, kept)
    return kept.value
  }
}
