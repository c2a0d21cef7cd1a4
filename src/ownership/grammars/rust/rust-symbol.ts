/**
 * A crate that stands in a symbol's type arguments. Crates are called as symbols write them, with `_` where the package has `-`.
 */
export interface NamedCrate {
  readonly crate: string
  /** How many brackets of type arguments, tuples, arrays it stands in; 0 for the self type of an impl itself. */
  readonly depth: number
  /** In which part of the outermost `<self as trait>`, if any: a self type that is not the owner's is itself an argument. */
  readonly place: 'self' | 'trait' | 'elsewhere'
}

/** Whose code a symbol is, so far as the symbol alone can say. */
export type Head =
  /** `rule` says how sure this is, for people. */
  | { readonly kind: 'crate'; readonly crate: string; readonly rule: string }
  /** `<self as trait>` or `<self>`: by the orphan rule the crate of either wrote it. */
  | ImplHead

export interface ImplHead {
  readonly kind: 'impl'
  /** Null where the self type names no crate: `u8`, `(A, B)`, `T`. */
  readonly self: Head | null
  /** Whether the impl is for a reference to the type that `self` is of. */
  readonly reference: 'shared' | 'mutable' | null
  /** Null where there is none, or where it is named without its crate. */
  readonly trait: { readonly crate: string; readonly name: string } | null
}

/** One compiled version of a crate. The hash of a v0 symbol tells two of them apart, but not which is which. */
export interface CrateInstance {
  readonly crate: string
  readonly hash: string
}

/** A Rust symbol, read without knowing which packages there are. */
export interface RustSymbol {
  /** Demangled, without hashes, as `rustc-demangle` prints it with `{:#}`. */
  readonly text: string
  /** The plain name; of a closure, its function's. */
  readonly function: string
  /** Null where it names no crate at all. */
  readonly head: Head | null
  /** The self type of the outermost impl, where it names a crate. */
  readonly self: Head | null
  /** In the order of the text. */
  readonly named: readonly NamedCrate[]
  /** The crate that asked for this instance of a generic; a witness of which version is meant, never the owner. */
  readonly instantiatedBy: string | null
  /** The crates that it names, whichever part they play; empty where it has no hashes. */
  readonly instances: readonly CrateInstance[]
  /** The symbol ends before its grammar does: what is here is right, what is missing is unknown. */
  readonly cut: boolean
}
