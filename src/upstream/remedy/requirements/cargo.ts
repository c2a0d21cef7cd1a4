// Cargo.toml, specified by https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html.

import { entriesOf, field, textOf } from '../../../ownership/index.ts'
import { readToml } from '../../read-safely.ts'
import { absent, type Requirement, range } from './types.ts'

export function inCargoToml(text: string, dependency: string): Requirement {
  const manifest = readToml(text)
  const targets = entriesOf(field(manifest, 'target')).map(([, target]) => target)
  const places = [manifest, ...targets]
  return inTables(
    places.flatMap((place) => [field(place, 'dependencies'), field(place, 'build-dependencies')]),
    dependency,
  )
}

/** The root manifest's word on what its members inherit. */
export function workspaceRequirement(text: string, dependency: string): Requirement {
  return inTables([field(field(readToml(text), 'workspace'), 'dependencies')], dependency)
}

function inTables(tables: readonly unknown[], dependency: string): Requirement {
  for (const [key, stated] of tables.flatMap(entriesOf)) {
    // A renamed one: `tls = { package = "rustls" }`.
    if ((textOf(stated, 'package') ?? key) !== dependency) continue
    if (typeof stated === 'string') return range(stated)
    if (field(stated, 'workspace') === true) return { kind: 'workspace' }
    const version = textOf(stated, 'version')
    if (version !== null) return range(version)
  }
  return absent
}
