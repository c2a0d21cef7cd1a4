import type { PackageIndex } from '../../types.ts'
import { perGraph } from '../per-graph.ts'

const deepestNamespace = 12

/** Packages by vendor and name, and by name alone, each compared without case, dashes and the word `php`, for lockfiles that state no namespaces. */
const packagesByName = perGraph(({ packages }) => {
  const byName = new Map<string, number[]>()
  for (const [at, { ecosystem, name }] of packages.entries()) {
    if (ecosystem !== 'composer') continue
    const [vendor = '', own = ''] = name.split('/')
    for (const key of [`${bare(vendor)}/${bare(own)}`, `/${bare(own)}`])
      byName.set(key, [...(byName.get(key) ?? []), at])
  }
  return byName
})

/** What is known of a namespace, and how. */
export interface FoundNamespace {
  readonly packages: readonly number[]
  readonly rule: string
}

/**
 * The packages that hold a class or function: by the longest namespace that one promises to load, else by Composer's custom that a
 * namespace begins with vendor and package (`symfony/yaml` is `Symfony\Component\Yaml`).
 */
export function findNamespace(qualified: string, index: PackageIndex): FoundNamespace | null {
  const parts = qualified.split('\\', deepestNamespace)
  for (let length = parts.length; length > 0; length -= 1) {
    const namespace = parts.slice(0, length).join('\\')
    const packages = index.byLibrary('composer', namespace)
    if (packages.length > 0) return { packages, rule: `namespace ${namespace}, which this package loads` }
  }
  const [vendor = '', ...rest] = parts.map(bare)
  for (const name of rest.slice(0, 2)) {
    const packages = packagesByName(index).get(`${vendor}/${name}`)
    if (packages !== undefined)
      return { packages, rule: `probably: namespace ${parts[0]} and ${name}, as the package is called` }
  }
  // `Twig\Environment` is of twig/twig; a class without a namespace, `Parsedown`, of erusev/parsedown.
  const alone = packagesByName(index).get(rest.length > 0 ? `${vendor}/${vendor}` : `/${vendor}`)
  return alone === undefined
    ? null
    : { packages: alone, rule: `probably: namespace ${parts[0]}, as the package is called` }
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]|^php-|-php$/g, '')
}
