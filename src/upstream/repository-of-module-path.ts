// Where a Go module path says that its sources are. Specified by https://go.dev/ref/mod#vcs-find (hosts whose paths name the
// repository, the suffix of a version control system) and https://go.dev/ref/mod#module-path (the suffix of a major version);
// https://gopkg.in by its front page; golang.org/x by the `go-import` tags of its pages, which name go.googlesource.com.

/** The repository that a module path names. */
export interface ModuleRepository {
  readonly address: string
  readonly directory: string | null
}

interface Rule {
  readonly path: RegExp
  /** From the pattern's groups; a group that took no part is empty. */
  address(groups: readonly string[]): string
  directory(groups: readonly string[]): string
}

const rules: readonly Rule[] = [
  {
    path: /^((?:github\.com|bitbucket\.org|codeberg\.org)\/[\w.-]+\/[\w.-]+)(?:\/(.*))?$/,
    address: ([repository]) => `https://${repository}`,
    directory: ([, rest = '']) => rest,
  },
  {
    path: /^golang\.org\/x\/([\w.-]+)(?:\/(.*))?$/,
    address: ([project]) => `https://go.googlesource.com/${project}`,
    directory: ([, rest = '']) => rest,
  },
  {
    path: /^gopkg\.in\/(?:([\w-]+)\/)?([\w.-]+)\.v\d+(?:-unstable)?$/,
    address: ([user, project]) => `https://github.com/${user || `go-${project}`}/${project}`,
    directory: () => '',
  },
  {
    path: /^([\w-]+(?:\.[\w-]+)+\/[^.]+)\.git(?:\/(.*))?$/,
    address: ([repository]) => `https://${repository}`,
    directory: ([, rest = '']) => rest,
  },
]

/**
 * @param path a Go module path
 * @returns null where only the module's server knows the repository
 */
export function repositoryOfModulePath(path: string): ModuleRepository | null {
  for (const rule of rules) {
    const found = rule.path.exec(path)
    if (found === null) continue
    const groups = found.slice(1).map((group) => group ?? '')
    // `/v2` is a major version, whose sources most keep where those of the first one are.
    const directory = rule.directory(groups).replace(/(?:^|\/)v\d+$/, '')
    return { address: rule.address(groups), directory: directory || null }
  }
  return null
}
