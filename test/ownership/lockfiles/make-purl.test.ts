import fc from 'fast-check'
import { PackageURL } from 'packageurl-js'
import { describe, expect, it } from 'vitest'
import { makePurl } from '../../../src/ownership/lockfiles/make-purl.ts'

function orRefused(make: () => string): string {
  try {
    return make()
  } catch {
    return 'refused'
  }
}

describe('a package URL', () => {
  const purls: [ecosystem: Parameters<typeof makePurl>[0], name: string, version: string | null, purl: string][] = [
    ['cargo', 'tokio-rustls', '0.26.0', 'pkg:cargo/tokio-rustls@0.26.0'],
    ['npm', '@babel/core', '7.26.0', 'pkg:npm/%40babel/core@7.26.0'],
    ['maven', 'org.yaml/snakeyaml', '1.33', 'pkg:maven/org.yaml/snakeyaml@1.33'],
    ['maven', 'org.yaml/snakeyaml', null, 'pkg:maven/org.yaml/snakeyaml'],
    ['nuget', 'Newtonsoft.Json', '13.0.1', 'pkg:nuget/Newtonsoft.Json@13.0.1'],
    ['gem', 'wire', '1.0.0+build', 'pkg:gem/wire@1.0.0+build'],
  ]
  for (const [ecosystem, name, version, purl] of purls) {
    it(`of ${name} ${version} is ${purl}`, () => {
      expect(makePurl(ecosystem, name, version)).toBe(purl)
    })
  }

  it('is what the specification makes of any name and version', () => {
    const part = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9._+~-]{0,12}$/)
    const version = fc.oneof(part, fc.stringMatching(/^v\d{1,2}(\.\d{1,2}){1,3}(-[0-9a-z.-]{1,8})?$/))
    const ecosystem = fc.constantFrom('cargo', 'gem', 'nuget', 'maven', 'composer', 'npm', 'golang', 'conan')
    const law = fc.property(ecosystem, part, part, fc.option(version), (type, namespace, name, stated) => {
      const spaced = type === 'maven' || type === 'composer' || type === 'golang'
      const specified = orRefused(() =>
        new PackageURL(type, spaced ? namespace : undefined, name, stated ?? undefined).toString(),
      )
      expect(orRefused(() => makePurl(type, spaced ? `${namespace}/${name}` : name, stated))).toBe(specified)
    })
    fc.assert(law, { numRuns: 2_000 })
  })
})
