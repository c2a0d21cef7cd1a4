import { describe, expect, it } from 'vitest'
import { listUnresolved, ownProfile, readDependencyGraph } from '../../src/ownership/index.ts'
import { ProfileBuilder } from '../../src/profile/index.ts'

const pom = `<project>
  <parent><groupId>dev.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
  <groupId>dev.acme</groupId><artifactId>checkout</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.yaml</groupId><artifactId>snakeyaml</artifactId></dependency>
    <dependency><groupId>org.jsoup</groupId><artifactId>jsoup</artifactId><version>1.17.2</version></dependency>
  </dependencies>
</project>
`

describe('a package whose version a parent elsewhere states', () => {
  const builder = new ProfileBuilder()
  const metric = builder.metric('cpu', 'samples', 'cpu')
  const thread = builder.thread('main', null, null)
  const add = (name: string, weight: number) => {
    const frame = builder.frame({ name, file: null, line: null, object: null, kind: null, inlined: false })
    builder.add(builder.child(0, frame), thread, metric, weight, weight)
  }
  add('org.yaml.snakeyaml.Yaml.load', 30)
  add('org.yaml.snakeyaml.scanner.ScannerImpl.peek', 20)
  add('org.jsoup.Jsoup.parse', 50)
  const profile = builder.finish({ format: 'folded', durationSeconds: null, understood: 1, notes: [] })

  it('is told with its share of the time and the reason, and no other is', () => {
    const owned = ownProfile(profile, readDependencyGraph([{ path: 'pom.xml', text: pom }]))
    const work = listUnresolved(owned, [30, 20, 50], 100)
    expect(work.map(({ purl, share }) => [purl, share])).toEqual([['pkg:maven/org.yaml/snakeyaml', 0.5]])
    expect(work[0]?.reason).toMatch(/^its version is stated outside of the service, by the parent dev\.acme\/parent 7$/)
  })

  it('is not told where it is private', () => {
    const graph = readDependencyGraph([{ path: 'pom.xml', text: pom }])
    const packages = graph.packages.map((one) => ({ ...one, visibility: 'private' as const }))
    expect(listUnresolved(ownProfile(profile, { ...graph, packages }), [30, 20, 50], 100)).toEqual([])
  })
})
