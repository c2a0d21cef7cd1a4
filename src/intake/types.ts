/** Bytes that can be read from their start any number of times. */
export interface ByteSource {
  /** What to call it in messages: a file's name, a URL. */
  readonly name: string
  /** Each piece may be read until the next one is asked for; its memory can be used again then. */
  open(): AsyncIterable<Uint8Array>
}

/** A file of the service, as text, with its path relative to the service's root. */
export interface ServiceFile {
  readonly path: string
  readonly text: string
}

/** What tells where a package is installed; see `Package` of ownership. */
export interface InstalledPackage {
  readonly purl: string
  readonly ecosystem: string
  readonly name: string
  readonly version: string | null
  readonly lockfile: string
  readonly installPaths: readonly string[]
}

/** `acme/checkout` as `{ owner: 'acme', repo: 'checkout' }`. */
export interface RepositoryName {
  readonly owner: string
  readonly repo: string
}

/** A file of a commit. */
export interface TreeFile {
  /** From the repository's root. */
  readonly path: string
  /** Of the content, for `RepositoryReader.blob`. */
  readonly sha: string
  /** In bytes. */
  readonly size: number
}

/** All files of a commit; `truncated` where they were too many for one answer. */
export interface Tree {
  readonly files: readonly TreeFile[]
  readonly truncated: boolean
}

/** What one folder of a commit holds: regular files, and the paths of its folders. */
export interface Folder {
  readonly files: readonly TreeFile[]
  readonly folders: readonly string[]
}

/** How intake reads the service's repository. Symbolic links and submodules are left out of all answers. */
export interface RepositoryReader {
  /** The full sha of the commit that a branch, tag or shortened sha means; `HEAD` is the default branch. Null where there is none. */
  resolve(ref: string): Promise<string | null>
  /** All files of a commit. */
  tree(commit: string): Promise<Tree>
  /** One folder of a commit, `''` for the root; null where there is none. */
  folder(commit: string, path: string): Promise<Folder | null>
  /** A file's content. It is asked only for files whose size is within bounds. */
  blob(sha: string): Promise<Uint8Array>
}

/** How intake asks over HTTP; the global `fetch` is one. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>

/** A text of the incident that someone with write permission on the service stands behind. */
export interface IncidentText {
  /** Markdown. */
  readonly body: string
  /** The same as GitHub renders it for the App, with its own links to private attachments; null where it was not asked for. */
  readonly bodyHtml: string | null
}

/** Where a profile lies, before anything of it is read. */
export type ProfileReference = {
  /** What to call it; any text, at most 120 characters, without control characters. */
  readonly name: string
  /** Where it was found, for people: `attachment`, `branch incidents/12`. */
  readonly source: string
} & (
  | {
      readonly kind: 'attachment'
      readonly url: URL
      /** The addresses that the rendered text has for it. */
      readonly renderedUrls: readonly URL[]
      /** It is shown as a picture or film in the text. */
      readonly shown: boolean
    }
  /** What follows `/blob/` in an address, decoded: a branch, tag or sha (with any number of slashes), then a path. */
  | { readonly kind: 'repository-file'; readonly refAndPath: string }
  | { readonly kind: 'branch-file'; readonly file: TreeFile }
  | { readonly kind: 'artifact'; readonly id: number }
  | { readonly kind: 'code-block'; readonly text: string }
  | { readonly kind: 'elsewhere' }
)

/** A profile that was fetched, or could not be. */
export interface CollectedProfile {
  readonly name: string
  readonly source: string
  /** As downloaded or unpacked; null where it could not be had. */
  readonly bytes: number | null
  /** Path of a file of Headwater's own, whose name has nothing to do with the profile's; null where it could not be had. */
  readonly file: string | null
  /** One line that says why it could not be had, and what to do; null where it was. */
  readonly error: string | null
}

/** What became of a profile: read, or why not. */
export interface ProfileReport {
  readonly name: string
  readonly source: string
  /** As downloaded or unpacked; null where it could not be had. */
  readonly bytes: number | null
  /** `perf-script` and its like; null where it was not read. */
  readonly format: string | null
  /** On the CPU; null where it was not read. */
  readonly samples: number | null
  /** One line that says why it was not read, and what to do; null where it was. */
  readonly error: string | null
}
