import type { Metric, ProfileFormat } from '../profile/index.ts'

/** What the caller derives from a diagnosis; all that the picture needs of it. */
export interface Highlight {
  /** Index into `OwnedProfile.owners`, or null where nobody is blamed. */
  readonly culprit: number | null
  /** Indices into `OwnedProfile.owners`. */
  readonly carriers: ReadonlySet<number>
  /** Index into `Profile.metrics`: what the widths measure. */
  readonly metric: number
  /** Shown above the picture; any text. */
  readonly title: string
}

/** Whose work a frame is, as the picture tells it. `other` is native code without a package, and unknown frames. */
export type Category = 'own' | 'culprit' | 'dependency' | 'carrier' | 'standard-library' | 'kernel' | 'other'

/** How a frame is tied to the culprit: it is the culprit's, or it names the culprit (in a type argument, for instance). */
export type Mark = 'culprit' | 'named'

/** From much less (-3) over the same (0) to much more (3). */
export type ChangeStep = -3 | -2 | -1 | 0 | 1 | 2 | 3

/** One drawn frame. Weights are in the metric's unit, so that they add up exactly. */
export interface FlamegraphNode {
  /** Index into `FlamegraphLayout.nodes`; -1 for the root. */
  readonly parent: number
  /** 0 for the root, which stands for all stacks and is no frame. */
  readonly depth: number
  /** Weight to the left of the frame: its left edge is at `start / layout.weight` of the picture's width. */
  readonly start: number
  /** Total weight: the frame's width. */
  readonly weight: number
  readonly selfWeight: number
  /** Null for the root. */
  readonly category: Category | null
  readonly mark: Mark | null
  readonly symbol: string
  readonly functionName: string
  /** A purl where there is one. */
  readonly ownerName: string
  /** The owner in a word or two. */
  readonly ownerLabel: string
  /** In a differential flamegraph: the weight of the same stack before, and the step of its colour. */
  readonly change: { readonly before: number; readonly step: ChangeStep } | null
}

/** One recording, as far as headings need it. */
export interface RecordingFacts {
  readonly weight: number
  readonly samples: number
  readonly durationSeconds: number | null
  readonly format: ProfileFormat
}

/** The culprit's shares of the whole, from 0 to 1. */
export interface CulpritShares {
  readonly name: string
  readonly label: string
  readonly self: number
  readonly total: number
  /** On how much of the weight a frame names it without being its own. */
  readonly named: number
}

/** Where everything stands, whatever draws it. Nodes are in pre-order: a parent precedes its children. */
export interface FlamegraphLayout extends RecordingFacts {
  readonly title: string
  readonly metric: Metric
  readonly nodes: readonly FlamegraphNode[]
  /** Rows, the root's included. */
  readonly levels: number
  /** Categories that occur, with their share of self weight, from 0 to 1; the shares add up to 1. */
  readonly legend: readonly { readonly category: Category; readonly share: number }[]
  readonly culprit: CulpritShares | null
  /** Of a differential flamegraph: the earlier recording, and what the colours compare. */
  readonly comparison: { readonly basis: 'per-second' | 'share'; readonly before: RecordingFacts } | null
  /** What the picture leaves out, for people. */
  readonly notes: readonly string[]
}

/** How much may be drawn. */
export interface LayoutLimits {
  readonly maxNodes: number
  readonly maxLevels: number
  /** Frames with a smaller share of the whole are not drawn. */
  readonly minShare: number
}
