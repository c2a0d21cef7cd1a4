import type { Fix, Remedy, UpstreamFindings } from './types.ts'

/** The part of the findings that the contract's document holds. */
export interface StatedFacts {
  readonly upstream: {
    readonly repository: string
    readonly directory: string | null
    readonly provenance: string
  } | null
  readonly fix: Pick<Fix, 'status' | 'purl' | 'version' | 'release'> | null
  readonly related: { readonly url: string; readonly state: string; readonly reasons: string[] }[]
  readonly remedy: Pick<Remedy, 'command' | 'parent'> | null
}

/** Findings as the document tells them. */
export function factsOf({ repository, fix, related, remedy }: UpstreamFindings): StatedFacts {
  return {
    upstream:
      repository === null
        ? null
        : { repository: repository.url, directory: repository.directory, provenance: repository.provenance },
    fix: fix && { status: fix.status, purl: fix.purl, version: fix.version, release: fix.release },
    related: related.map(({ url, state, reasons }) => ({ url, state, reasons: [...reasons] })),
    remedy: remedy && { command: remedy.command, parent: remedy.parent },
  }
}
