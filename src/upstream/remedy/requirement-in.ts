// Which versions of a dependency a package asks for, as its manifest states it: Cargo.toml
// (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html), package.json
// (https://docs.npmjs.com/cli/v11/configuring-npm/package-json#dependencies), go.mod (https://go.dev/ref/mod#go-mod-file-require).

import { parse } from 'smol-toml'
import { entriesOf, field, textOf } from '../../ownership/index.ts'

/** What a manifest says of one dependency. */
export type Requirement =
  | { readonly kind: 'range'; readonly range: string }
  /** The root manifest of the workspace says it. */
  | { readonly kind: 'workspace' }
  | { readonly kind: 'absent' }

const absent: Requirement = { kind: 'absent' }

/**
 * @param path of the manifest; its base name tells the format
 * @param dependency the name of the package that is asked for
 */
export function requirementIn(path: string, text: string, dependency: string): Requirement {
  if (path.endsWith('Cargo.toml'))
    return inCargo(
      attempt(() => parse(text, { maxDepth: 64 })),
      dependency,
    )
  if (path.endsWith('package.json'))
    return inNpm(
      attempt(() => JSON.parse(text)),
      dependency,
    )
  return path.endsWith('go.mod') ? inGoMod(text, dependency) : absent
}

/** The root manifest's word on what its members inherit. */
export function workspaceRequirement(text: string, dependency: string): Requirement {
  const tables = [
    field(
      field(
        attempt(() => parse(text, { maxDepth: 64 })),
        'workspace',
      ),
      'dependencies',
    ),
  ]
  return inTables(tables, dependency)
}

function inCargo(manifest: unknown, dependency: string): Requirement {
  const targets = entriesOf(field(manifest, 'target')).map(([, target]) => target)
  const places = [manifest, ...targets]
  return inTables(
    places.flatMap((place) => [field(place, 'dependencies'), field(place, 'build-dependencies')]),
    dependency,
  )
}

function inTables(tables: readonly unknown[], dependency: string): Requirement {
  for (const [key, stated] of tables.flatMap(entriesOf)) {
    // A renamed one: `tls = { package = "rustls" }`.
    if ((textOf(stated, 'package') ?? key) !== dependency) continue
    if (typeof stated === 'string') return { kind: 'range', range: stated }
    if (field(stated, 'workspace') === true) return { kind: 'workspace' }
    const range = textOf(stated, 'version')
    if (range !== null) return { kind: 'range', range }
  }
  return absent
}

function inNpm(manifest: unknown, dependency: string): Requirement {
  for (const key of ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies']) {
    const range = textOf(field(manifest, key), dependency)
    if (range !== null) return { kind: 'range', range }
  }
  return absent
}

function inGoMod(text: string, dependency: string): Requirement {
  for (const line of text.split('\n')) {
    const [path, version] = line
      .replace(/^\s*require\s+/, '')
      .trim()
      .split(/\s+/)
    if (path === dependency && version !== undefined && /^v\d/.test(version)) return { kind: 'range', range: version }
  }
  return absent
}

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return null
  }
}
