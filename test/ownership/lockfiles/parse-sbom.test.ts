import { describe, expect, it } from 'vitest'
import { parseSbom } from '../../../src/ownership/lockfiles/parse-sbom.ts'
import { describePackages, of } from './describe-packages.ts'

function read(document: unknown) {
  return parseSbom({ path: 'sbom.json', text: JSON.stringify(document) })
}

const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: { component: { type: 'application', 'bom-ref': 'root', name: 'checkout', version: '1.4.0' } },
  components: [
    {
      'bom-ref': 'yaml',
      name: 'snakeyaml',
      purl: 'pkg:maven/org.yaml/snakeyaml@1.33?type=jar',
      externalReferences: [{ type: 'vcs', url: 'git@bitbucket.org:snakeyaml/snakeyaml.git' }],
      components: [{ 'bom-ref': 'shaded', name: 'asm', purl: 'pkg:maven/org.ow2.asm/asm@9.6' }],
    },
    { 'bom-ref': 'py', name: 'Ruamel.Yaml', purl: 'pkg:pypi/Ruamel.Yaml@0.18' },
    { 'bom-ref': 'deb', name: 'libxml2', purl: 'pkg:deb/debian/libxml2@2.9.14?arch=amd64' },
    { 'bom-ref': 'apk', name: 'musl', purl: 'pkg:apk/alpine/musl@1.2.4' },
    { type: 'operating-system', name: 'debian', version: '12' },
  ],
  dependencies: [
    { ref: 'root', dependsOn: ['yaml', 'py', 'deb'] },
    { ref: 'yaml', dependsOn: ['shaded', 'never-listed'] },
  ],
}

const spdx = {
  spdxVersion: 'SPDX-2.3',
  packages: [
    { SPDXID: 'SPDXRef-root', name: 'com.github.acme/checkout', downloadLocation: 'NOASSERTION' },
    {
      SPDXID: 'SPDXRef-left',
      name: 'npm:@babel/core',
      versionInfo: '7.26.0',
      downloadLocation: 'git+https://github.com/babel/babel.git@v7.26.0',
      externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:npm/%40babel/core@7.26.0' }],
    },
    {
      SPDXID: 'SPDXRef-right',
      name: 'semver',
      versionInfo: '6.3.1',
      externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:npm/semver@6.3.1' }],
    },
  ],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-root' },
    { spdxElementId: 'SPDXRef-root', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-left' },
    { spdxElementId: 'SPDXRef-right', relationshipType: 'DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-left' },
  ],
}

describe('a bill of materials', () => {
  it('in CycloneDX holds packages of any ecosystem, with their edges', () => {
    expect(describePackages(read(cyclonedx))).toEqual([
      'pkg:generic/checkout@1.4.0 own > pkg:deb/debian/libxml2@2.9.14, pkg:maven/org.yaml/snakeyaml@1.33, pkg:pypi/ruamel-yaml@0.18',
      'pkg:maven/org.yaml/snakeyaml@1.33 direct unstated > pkg:maven/org.ow2.asm/asm@9.6',
      'pkg:maven/org.ow2.asm/asm@9.6 unstated',
      'pkg:pypi/ruamel-yaml@0.18 direct unstated',
      'pkg:deb/debian/libxml2@2.9.14 direct unstated',
      'pkg:apk/alpine/musl@1.2.4 direct unstated',
    ])
  })

  it('gives packages the names by which frames of their language know them', () => {
    const packages = read(cyclonedx)
    expect(of(packages, 'org.yaml/snakeyaml', 'libraryNames')).toEqual(['org.yaml.snakeyaml'])
    expect(of(packages, 'org.yaml/snakeyaml', 'repository')).toBe('https://bitbucket.org/snakeyaml/snakeyaml')
    expect(of(packages, 'ruamel-yaml', 'libraryNames')).toEqual(['ruamel.yaml'])
    expect(of(packages, 'libxml2', 'libraryNames')).toContain('libxml2.so.2')
    expect(of(packages, 'musl', 'ecosystem')).toBe('generic')
  })

  it('in SPDX too, also as GitHub wraps it', () => {
    const expected = [
      'pkg:generic/checkout own > pkg:npm/%40babel/core@7.26.0',
      'pkg:npm/%40babel/core@7.26.0 direct unstated > pkg:npm/semver@6.3.1',
      'pkg:npm/semver@6.3.1 unstated',
    ]
    const named = { ...spdx, packages: spdx.packages.map((one, at) => (at === 0 ? { ...one, name: 'checkout' } : one)) }
    expect(describePackages(read(named))).toEqual(expected)
    expect(describePackages(read({ sbom: named }))).toEqual(expected)
    expect(of(read(spdx), '@babel/core', 'repository')).toBe('https://github.com/babel/babel')
  })

  const nested = Array.from({ length: 20 }).reduce((inner) => ({ name: 'a', components: [inner] }), {})
  const refused: [what: string, document: unknown, message: RegExp][] = [
    ['neither format', {}, /^sbom\.json: neither CycloneDX nor SPDX 2; accepted: CycloneDX 1\.2 to 1\.7/],
    [
      'SPDX 3',
      { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' },
      /^sbom\.json: SPDX 3 or other JSON-LD; accepted/,
    ],
    ['an older CycloneDX', { bomFormat: 'CycloneDX', specVersion: '1.1' }, /^sbom\.json: CycloneDX "1\.1"; accepted/],
    ['an older SPDX', { spdxVersion: 'SPDX-2.1' }, /^sbom\.json: SPDX version "SPDX-2\.1"; accepted/],
    [
      'a package URL that is none',
      { ...cyclonedx, components: [{ name: 'a', purl: 'a@1' }] },
      /^sbom\.json, component 1 \("a"\): "a@1" is no package URL/,
    ],
    [
      'components within components without end',
      { ...cyclonedx, components: [nested] },
      /components nested deeper than 16/,
    ],
  ]
  for (const [what, document, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => read(document)).toThrow(message)
    })
  }
})
