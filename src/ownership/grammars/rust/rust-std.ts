import type { ImplHead } from './rust-symbol.ts'

/** The crates that come with the compiler and under no other name; a package could not be named so and used. */
const always = new Set(['core', 'alloc', 'std', 'proc_macro', '__rustc'])

/** Crates that are in every binary as a part of std. Where the lockfile has one too, the symbol is taken for the lockfile's. */
const unlessInGraph = new Set([
  'addr2line',
  'adler',
  'adler2',
  'cfg_if',
  'compiler_builtins',
  'getopts',
  'gimli',
  'hashbrown',
  'libc',
  'memchr',
  'miniz_oxide',
  'object',
  'panic_abort',
  'panic_unwind',
  'profiler_builtins',
  'rustc_demangle',
  'rustc_std_workspace_alloc',
  'rustc_std_workspace_core',
  'rustc_std_workspace_std',
  'std_detect',
  'test',
  'unwind',
])

/** The modules of `core`, `alloc` and `std` that functions are in. */
const modules = new Set(
  `alloc any arch array ascii async_iter backtrace backtrace_rs bool borrow boxed bstr cell char clone cmp collections convert core_arch
  default detect env error escape f32 f64 ffi fmt fs future hash hint i128 i16 i32 i64 i8 intrinsics io isize iter keyword macros
  marker mem net num ops option os panic panicking path pin pipe prelude primitive process ptr random range raw raw_vec rc result rt
  slice str string sync sys sys_common task testing thread time tuple u128 u16 u32 u64 u8 ub_checks unicode unit unsafe_binder usize
  vec wtf8`.split(/\s+/),
)

/** Those that C++ has too, as names in `std::`. */
const alsoInCpp = new Set([
  'any',
  'array',
  'char',
  'error',
  'future',
  'hash',
  'random',
  'range',
  'string',
  'thread',
  'vec',
])

/** Traits that std implements for every `&T` and `&mut T` whose `T` has them. */
const forReferences = new Set(
  `Any AsRef Binary Borrow Clone Debug Deref Display Eq Error Fn FnMut FnOnce Hash Into LowerExp LowerHex Octal Ord PartialEq
  PartialOrd Pattern Pointer ToOwned ToSocketAddrs ToString TryInto UpperExp UpperHex`.split(/\s+/),
)

/** Traits that std implements for every `&mut T` besides. */
const forMutableReferences = new Set(
  `AsMut AsyncIterator BorrowMut BufRead DerefMut DoubleEndedIterator ExactSizeIterator Future Hasher Iterator Read Seek Write`.split(
    /\s+/,
  ),
)

/** Traits that only std implements: for all types at once, or since they are private to it. */
const onlyStds = new Set(
  `Any ArcEqIdent BorrowMut CopySpec Into IntoFuture IsZero RcEqIdent SliceContains SliceOrd SlicePartialEq SlicePartialOrd ToOwned
  ToString TryInto WriteCloneIntoRaw`.split(/\s+/),
)

/**
 * Methods that std's traits provide and that hardly anyone replaces: in rustc's own binaries, at least four of five frames of that
 * name are std's. (Of methods that implementors do replace, such as `size_hint`, `fold`, `source`, the type's crate is the owner.)
 */
const provided: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    BufRead: 'has_data_left lines read_line read_until skip_until split',
    BuildHasher: 'hash_one',
    Error: 'cause description provide type_id',
    Extend: 'extend_one extend_one_unchecked extend_reserve',
    Hash: 'hash_slice',
    Hasher: 'write_length_prefix write_str',
    Iterator: `advance_by all any by_ref chain cloned cmp collect copied cycle enumerate eq filter filter_map find find_map flat_map
      flatten for_each fuse inspect is_sorted map max max_by max_by_key min min_by min_by_key ne partition peekable position product
      reduce rev scan skip skip_while step_by sum take take_while try_fold try_for_each unzip zip`,
    Ord: 'clamp max min',
    PartialEq: 'ne',
    PartialOrd: 'ge gt le lt',
    Read: 'by_ref bytes chain is_read_vectored read_buf read_buf_exact read_exact read_to_end read_to_string read_vectored take',
    Write: 'by_ref is_write_vectored write_all write_all_vectored write_char write_fmt',
  }).map(([trait, methods]) => [trait, new Set(methods.split(/\s+/))]),
)

/** Whether a crate is always std's, whatever the lockfile has. */
export function isStdCrate(name: string): boolean {
  return always.has(name)
}

/** Whether std brings a copy of a crate, which it is where the lockfile has none. */
export function isBundledWithStd(name: string): boolean {
  return unlessInGraph.has(name)
}

/**
 * Whether a demangled path is Rust's std and not C++'s, by its second name.
 *
 * @param cppPossible whether the service may contain C++: then a name that both have does not count
 */
export function isStdPath(path: string, cppPossible: boolean): boolean {
  const found = /^(core|alloc|std|proc_macro|__rustc)::(\w+)(::)?/.exec(path)
  const [, crate = '', second = '', goesOn] = found ?? []
  if (found === null) return false
  if (crate === '__rustc' || crate === 'proc_macro') return true
  return modules.has(second) && goesOn !== undefined && !(crate === 'std' && cppPossible && alsoInCpp.has(second))
}

/** Whether std itself wrote the method of one of its traits for a type of another crate. `method` is null where it is not known. */
export function isStdsOwnImpl({ reference, trait }: ImplHead, method: string | null): boolean {
  const name = trait?.name ?? ''
  if (reference !== null && forReferences.has(name)) return true
  if (reference === 'mutable' && forMutableReferences.has(name)) return true
  // `SpecExtend`, `SpecFromIter`: std's private traits for specialised implementations.
  if (onlyStds.has(name) || /^Spec[A-Z]/.test(name)) return true
  return method !== null && (provided.get(name)?.has(method) ?? false)
}
