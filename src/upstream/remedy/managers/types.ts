/** One move of one package. */
export interface Move {
  readonly name: string
  readonly to: string
  /** The version that moves, where the lockfile holds several of the package. */
  readonly from: string | null
  /** Asked for by own code. */
  readonly direct: boolean
}

/** Who of the service asks. */
export interface Asking {
  readonly name: string
  readonly isWorkspace: boolean
  /** The file that states what is asked for. */
  readonly manifest: string
}

/** A package manager's commands. */
export interface PackageManager {
  readonly name: string
  /** Where true, a person changes the manifest before. */
  readonly leavesManifest?: true
  /** Moves a package within the ranges that are stated. */
  move(move: Move): string
  /** Changes what an own package asks for, and moves; where the manager changes no manifest, moves once that is done. */
  raise(move: Move, own: Asking): string
  /** Moves a package to the newest version that the ranges allow, after its parent moved. */
  follow(name: string): string
}
