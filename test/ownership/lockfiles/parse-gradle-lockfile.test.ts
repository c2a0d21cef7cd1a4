import { describe, expect, it } from 'vitest'
import { parseGradleLockfile } from '../../../src/ownership/lockfiles/parse-gradle-lockfile.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, files: Readonly<Record<string, string>> = {}) {
  const manifests = Object.entries(files).map(([path, content]) => ({ path, text: content }))
  return parseGradleLockfile({ path: 'app/gradle.lockfile', text }, manifests)
}

const text = `# This is a Gradle generated file for dependency locking.
com.google.guava:guava:32.1.3-jre=compileClasspath,runtimeClasspath
org.jsoup:jsoup:1.15.3=runtimeClasspath
org.yaml:snakeyaml:1.33=runtimeClasspath
empty=annotationProcessor
`
const build = `group = 'com.acme'
version = '1.4.0'
dependencies {
  implementation 'org.yaml:snakeyaml:1.33'
  implementation(libs.guava)
}
`

describe('a gradle.lockfile', () => {
  it('without a build states no more than versions', () => {
    expect(describePackages(lock(text))).toEqual([
      'pkg:maven/app/app own',
      'pkg:maven/com.google.guava/guava@32.1.3-jre direct unstated',
      'pkg:maven/org.jsoup/jsoup@1.15.3 direct unstated',
      'pkg:maven/org.yaml/snakeyaml@1.33 direct unstated',
    ])
  })

  it('beside a build and a version catalog knows the project and what it asks for', () => {
    const catalog =
      '[libraries]\nguava = { module = "com.google.guava:guava", version = "32.1.3-jre" }\nold = "org.old:old:1"\n'
    const packages = lock(text, {
      'app/build.gradle': build,
      'app/settings.gradle.kts': 'rootProject.name = "checkout"\n',
      'gradle/libs.versions.toml': catalog,
    })
    expect(describePackages(packages)).toEqual([
      'pkg:maven/com.acme/checkout@1.4.0 own > pkg:maven/com.google.guava/guava@32.1.3-jre, pkg:maven/org.yaml/snakeyaml@1.33',
      'pkg:maven/com.google.guava/guava@32.1.3-jre direct unstated',
      'pkg:maven/org.jsoup/jsoup@1.15.3 unstated',
      'pkg:maven/org.yaml/snakeyaml@1.33 direct unstated',
    ])
  })

  it('knows frames by the packages of an artifact', () => {
    expect(of(lock(text), 'com.google.guava/guava', 'libraryNames')).toEqual([
      'com.google.common',
      'com.google.thirdparty',
    ])
    expect(of(lock(text), 'org.yaml/snakeyaml', 'libraryNames')).toEqual(['org.yaml.snakeyaml'])
    expect(of(lock(text, { 'app/build.gradle': build }), 'com.acme/app', 'libraryNames')).toContain('com.acme')
  })

  const repositories: [url: string, visibility: string][] = [
    ['https://repo.maven.apache.org/maven2', 'public'],
    ['https://maven.acme.dev/releases', 'private'],
  ]
  for (const [url, visibility] of repositories) {
    it(`takes packages from ${url} for ${visibility}`, () => {
      const packages = lock(text, { 'app/build.gradle.kts': `repositories { maven { url = uri("${url}") } }` })
      expect(of(packages, 'org.jsoup/jsoup', 'visibility')).toBe(visibility)
    })
  }

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'a line without configurations',
      'org.jsoup:jsoup:1.15.3\nempty=\n',
      /^app\/gradle\.lockfile:1: "org\.jsoup:jsoup:1\.15\.3" locks nothing; accepted/,
    ],
    [
      'a line without a version',
      'org.jsoup:jsoup=a\nempty=\n',
      /^app\/gradle\.lockfile:1: "org\.jsoup:jsoup=a" locks nothing/,
    ],
    [
      'a name that leaves a folder',
      'org:../b:1=a\nempty=\n',
      /^app\/gradle\.lockfile:1: "org:\.\.\/b:1=a" locks nothing/,
    ],
    [
      'a missing end',
      'org.jsoup:jsoup:1.15.3=a\n',
      /^app\/gradle\.lockfile:2: no empty= at the end; accepted: the whole file/,
    ],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
