import type { ShapeKind } from '../../../src/diagnosis/index.ts'
import type { Ecosystem, ServiceFile } from '../../../src/ownership/index.ts'
import type { Advisory } from '../../../src/packages/index.ts'
import type { FixStatus } from '../../../src/upstream/index.ts'
import type { KnownTrouble } from '../../standin/seeds/known-troubles.ts'

/** A known trouble, a service that has it, and what is right to say. */
export interface Fact {
  readonly trouble: KnownTrouble
  readonly files: readonly ServiceFile[]
  readonly culprit: { readonly ecosystem: Ecosystem; readonly name: string }
  /** The package that asks for the culprit, where the lockfile does not say so. */
  readonly asking?: string
  readonly shape: ShapeKind
  readonly symbols: readonly string[]
  readonly advisories?: readonly Advisory[]
  /** The package whose repository a person names, since none of its metadata is at hand. */
  readonly upstreams?: Readonly<Record<string, string>>
  readonly right: {
    readonly number: number
    readonly status: FixStatus
    readonly purl: string
    readonly version: string | null
    readonly command: string | null
  }
}
