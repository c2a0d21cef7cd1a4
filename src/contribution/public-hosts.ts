/** Where public code, its packages and their documentation are: that somebody uses them tells nothing of who does. */
const publicHosts: ReadonlySet<string> = new Set(
  `bitbucket.org codeberg.org crates.io deps.dev docs.github.com docs.rs github.com gitlab.com go.dev go.uber.org golang.org
  google.golang.org gopkg.in index.crates.io k8s.io nuget.org packagist.org pkg.go.dev proxy.golang.org pypi.org
  redirect.github.com rubygems.org sigs.k8s.io sum.golang.org`.split(/\s+/),
)

/** Whether everybody knows a host of this name. */
export function isPublicHost(host: string): boolean {
  return publicHosts.has(host)
}
