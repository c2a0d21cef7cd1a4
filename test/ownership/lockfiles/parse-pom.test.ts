import { describe, expect, it } from 'vitest'
import { parsePom } from '../../../src/ownership/lockfiles/parse-pom.ts'
import { describePackages, of } from './describe-packages.ts'

function lock(text: string, files: Readonly<Record<string, string>> = {}) {
  const lockfile = { path: 'app/pom.xml', text }
  return parsePom(lockfile, [lockfile, ...Object.entries(files).map(([path, content]) => ({ path, text: content }))])
}

function dependency(group: string, artifact: string, more = ''): string {
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${more}</dependency>`
}

function project(content: string, id = '<groupId>com.acme</groupId><artifactId>checkout</artifactId>'): string {
  return `<?xml version="1.0"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n${id}\n${content}\n</project>`
}

/** A property in the place of its value. */
function use(property: string): string {
  return `$\{${property}}`
}

/** The version of the one dependency. */
function versionOf(version: string, properties = ''): string | null | undefined {
  const asked = dependency('org.jsoup', 'jsoup', `<version>${version}</version>`)
  const packages = lock(project(`<properties>${properties}</properties><dependencies>${asked}</dependencies>`))
  return of(packages, 'org.jsoup/jsoup', 'version')
}

describe('a pom.xml', () => {
  it('states what is declared', () => {
    const dependencies = dependency('org.jsoup', 'jsoup', '<version>1.15.3</version><scope>compile</scope>')
    expect(
      describePackages(lock(project(`<version>1.4.0</version><dependencies>${dependencies}</dependencies>`))),
    ).toEqual([
      'pkg:maven/com.acme/checkout@1.4.0 own > pkg:maven/org.jsoup/jsoup@1.15.3',
      'pkg:maven/org.jsoup/jsoup@1.15.3 direct unstated',
    ])
  })

  const versions: [stated: string, properties: string, version: string | null][] = [
    ['1.15.3', '', '1.15.3'],
    [' 1.10\n', '', '1.10'],
    ['[1.15.3]', '', '1.15.3'],
    ['[1.15,2)', '', null],
    ['LATEST', '', null],
    [use('jsoup.version'), '<jsoup.version>1.15.3</jsoup.version>', '1.15.3'],
    [use('a'), `<a>${use('b')}.3</a><b>1.15</b>`, '1.15.3'],
    [use('a'), `<a>${use('b')}</a><b>${use('a')}</b>`, null],
    [use('a'), `<a>${use('b').repeat(64)}</a><b>${use('c').repeat(64)}</b><c>${'c'.repeat(64)}</c>`, null],
    [use('unknown'), '', null],
  ]
  for (const [stated, properties, version] of versions) {
    it(`reads the version ${JSON.stringify(stated)} with ${properties.slice(0, 50) || 'no property'} as ${version}`, () => {
      expect(versionOf(stated, properties)).toBe(version)
    })
  }

  it('has versions and properties from parents and BOMs in the service', () => {
    const managed = `<dependencyManagement><dependencies>
      ${dependency('org.jsoup', 'jsoup', `<version>${use('jsoup')}</version>`)}
      ${dependency('com.acme', 'bom', '<version>1</version><type>pom</type><scope>import</scope>')}
    </dependencies></dependencyManagement>`
    const parent = project(
      `<version>2.0.0</version><properties><jsoup>1.15.3</jsoup></properties>${managed}`,
      '<groupId>com.acme</groupId><artifactId>parent</artifactId>',
    )
    const bom = project(
      `<dependencyManagement><dependencies>${dependency('org.yaml', 'snakeyaml', '<version>1.33</version>')}</dependencies></dependencyManagement>`,
      '<groupId>com.acme</groupId><artifactId>bom</artifactId>',
    )
    const child = project(
      `<dependencies>${dependency('org.jsoup', 'jsoup')}${dependency('org.yaml', 'snakeyaml')}${dependency('com.acme', 'bom')}</dependencies>`,
      '<parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>2.0.0</version></parent><artifactId>checkout</artifactId>',
    )
    expect(describePackages(lock(child, { 'pom.xml': parent, 'bom/pom.xml': bom }))).toEqual([
      'pkg:maven/com.acme/checkout@2.0.0 own > pkg:maven/com.acme/bom, pkg:maven/org.jsoup/jsoup@1.15.3, pkg:maven/org.yaml/snakeyaml@1.33',
      'pkg:maven/org.jsoup/jsoup@1.15.3 direct unstated',
      'pkg:maven/org.yaml/snakeyaml@1.33 direct unstated',
      'pkg:maven/com.acme/bom own direct',
    ])
  })

  it('says which parent or BOM outside of the service may state a version', () => {
    const boms = dependency('io.netty', 'netty-bom', '<version>4.1.100.Final</version><scope>import</scope>')
    const text = project(
      `<dependencyManagement><dependencies>${boms}</dependencies></dependencyManagement><dependencies>${dependency('org.jsoup', 'jsoup')}</dependencies>`,
      '<parent><groupId>org.boot</groupId><artifactId>starter</artifactId><version>3.2.0</version><relativePath/></parent><artifactId>checkout</artifactId>',
    )
    const packages = lock(text)
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:maven/org.boot/checkout@3.2.0', 'pkg:maven/org.jsoup/jsoup'])
    expect(packages[1]?.unresolved).toBe(
      'its version is stated outside of the service, by the parent org.boot/starter 3.2.0 or the BOM io.netty/netty-bom 4.1.100.Final',
    )
  })

  it('takes packages for private where it names a repository of its own', () => {
    const repositories =
      '<repositories><repository><id>a</id><url>https://maven.acme.dev/</url></repository></repositories>'
    const dependencies = `<dependencies>${dependency('org.jsoup', 'jsoup')}</dependencies>`
    expect(of(lock(project(repositories + dependencies)), 'org.jsoup/jsoup', 'visibility')).toBe('private')
  })

  it('ends where parents name one another, and BOMs', () => {
    const loop = project(
      '',
      '<parent><groupId>com.acme</groupId><artifactId>checkout</artifactId></parent><artifactId>parent</artifactId>',
    )
    const text = project(
      `<dependencyManagement><dependencies>${dependency('com.acme', 'checkout', '<scope>import</scope>')}</dependencies></dependencyManagement>`,
      '<parent><groupId>com.acme</groupId><artifactId>parent</artifactId></parent><artifactId>checkout</artifactId>',
    )
    expect(lock(text, { 'pom.xml': loop }).map(({ name }) => name)).toEqual(['com.acme/checkout'])
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    ['another file', '<html/>', /^app\/pom\.xml:1: no <project> with an <artifactId>; accepted: a pom\.xml/],
    ['broken XML', '<project>\n<a>\n</project>', /^app\/pom\.xml:3: not valid XML/],
    [
      'a document type',
      '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<project/>',
      /^app\/pom\.xml:2: a document type; accepted: XML without/,
    ],
    [
      'deep nesting',
      `<project>${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}</project>`,
      /^app\/pom\.xml:1: not XML that can be read/,
    ],
    [
      'a name that leaves a folder',
      project(`<dependencies>${dependency('a', '../b')}</dependencies>`),
      /a name holding "\/\.\.\/"/,
    ],
  ]
  for (const [what, malformed, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock(malformed)).toThrow(message)
    })
  }
})
