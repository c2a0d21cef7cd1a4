import type { Ecosystem, Visibility } from '../types.ts'

/** The hosts from which everybody can have an ecosystem's packages. */
const publicHosts: Partial<Record<Ecosystem, ReadonlySet<string>>> = {
  pypi: new Set([
    'pypi.org',
    'pypi.python.org',
    'files.pythonhosted.org',
    'download.pytorch.org',
    'pypi.nvidia.com',
    'www.piwheels.org',
  ]),
  gem: new Set(['rubygems.org', 'index.rubygems.org']),
  maven: new Set([
    'repo.maven.apache.org',
    'repo1.maven.org',
    'central.sonatype.com',
    'oss.sonatype.org',
    's01.oss.sonatype.org',
    'maven.google.com',
    'dl.google.com',
    'plugins.gradle.org',
    'repo.spring.io',
    'repository.apache.org',
    'repository.jboss.org',
    'jitpack.io',
    'packages.confluent.io',
  ]),
  nuget: new Set(['api.nuget.org', 'www.nuget.org', 'nuget.org']),
  composer: new Set(['packagist.org', 'repo.packagist.org']),
  hex: new Set(['hex.pm', 'repo.hex.pm']),
  pub: new Set(['pub.dev', 'pub.dartlang.org']),
}

/**
 * What the addresses of a package's possible sources say of it. Where one of several is none of the public ones, the package may
 * come from there, and is kept to ourselves.
 *
 * @param sources addresses as configured; none where nothing is
 */
export function visibilityOf(ecosystem: Ecosystem, sources: readonly string[]): Visibility {
  if (sources.length === 0) return 'unstated'
  return sources.every((source) => isPublic(ecosystem, source)) ? 'public' : 'private'
}

function isPublic(ecosystem: Ecosystem, source: string): boolean {
  return URL.canParse(source) && publicHosts[ecosystem]?.has(new URL(source).hostname) === true
}
