import type { PackageIndex } from '../../types.ts'
import { perGraph } from '../per-graph.ts'

const deepestConstant = 4

/** Constants that are not called like their gem; each is the gem's own top level. */
const otherConstants: Readonly<Record<string, string>> = {
  AbstractController: 'actionpack',
  ActionController: 'actionpack',
  ActionDispatch: 'actionpack',
  Concurrent: 'concurrent-ruby',
  GraphQL: 'graphql',
  HTTP: 'http',
  MessagePack: 'msgpack',
  Mongo: 'mongo',
  RSpec: 'rspec-core',
  Sass: 'sassc',
}

/** Names compared as Ruby's custom has it: `net-http-persistent` is `Net::HTTP::Persistent`. */
const gemsByConstant = perGraph(({ packages }) => {
  const byName = new Map<string, number>()
  for (const [at, { ecosystem, name, own }] of packages.entries()) {
    if (ecosystem === 'gem' && !own && !byName.has(bare(name))) byName.set(bare(name), at)
  }
  return byName
})

/** Own packages and gems by the folder of their checkout, `bundler/gems/shop-0a1b2c3d4e5f`. */
const gemsByFolder = perGraph(({ packages }) => {
  const byFolder = new Map<string, number>()
  for (const [at, { ecosystem, installPaths }] of packages.entries()) {
    if (ecosystem === 'gem') for (const path of installPaths) byFolder.set(path.slice(path.lastIndexOf('/') + 1), at)
  }
  return byFolder
})

/** The gem whose name a constant has, by its longest leading part. */
export function findGemOfConstant(constant: string, index: PackageIndex): number | null {
  const parts = constant.split('::', deepestConstant)
  for (let length = parts.length; length > 0; length -= 1) {
    const found = gemsByConstant(index).get(bare(parts.slice(0, length).join('')))
    if (found !== undefined) return found
  }
  const [first = ''] = parts
  const other = Object.hasOwn(otherConstants, first) ? otherConstants[first] : undefined
  return other === undefined ? null : (gemsByConstant(index).get(bare(other)) ?? null)
}

/** The gem in a folder of Bundler's checkouts. */
export function findGemOfCheckout(folder: string, name: string, index: PackageIndex): number | null {
  return gemsByFolder(index).get(folder) ?? index.byName('gem', name)[0] ?? null
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '')
}
