import { describe, expect, it } from 'vitest'
import { parseGoMod } from '../../../src/ownership/lockfiles/parse-go-mod.ts'
import { describePackages } from './describe-packages.ts'

const modules = {
  'svc/api/go.mod': 'module acme.dev/api\nrequire (\n\tacme.dev/lib v1.0.0\n\tc.dev/d v1.9.0\n\te.dev/f v0.1.0\n)\n',
  'svc/lib/go.mod': 'module acme.dev/lib\nrequire c.dev/d v1.10.0\n',
  'other/go.mod': 'module acme.dev/other\nrequire c.dev/d v1.11.0\n',
}

function lock(path: keyof typeof modules, work: string) {
  const manifests = Object.entries({ ...modules, 'svc/go.work': work }).map(([at, text]) => ({ path: at, text }))
  return parseGoMod({ path, text: modules[path] }, manifests)
}

const work = 'go 1.22\nuse (\n\t./api\n\t./lib // the library\n)\nreplace e.dev/f => github.com/acme/f v0.1.1\n'

describe('a go.work', () => {
  it('makes its modules own code to one another, and raises each requirement to the highest of any', () => {
    expect(describePackages(lock('svc/api/go.mod', work))).toEqual([
      'pkg:golang/acme.dev/api own > pkg:golang/acme.dev/lib, pkg:golang/c.dev/d@v1.10.0, pkg:golang/github.com/acme/f@v0.1.1',
      'pkg:golang/acme.dev/lib own direct',
      'pkg:golang/c.dev/d@v1.10.0 direct unstated',
      'pkg:golang/github.com/acme/f@v0.1.1 direct unstated',
    ])
  })

  it('says nothing of a module that it does not use', () => {
    expect(describePackages(lock('other/go.mod', work))).toEqual([
      'pkg:golang/acme.dev/other own > pkg:golang/c.dev/d@v1.11.0',
      'pkg:golang/c.dev/d@v1.11.0 direct unstated',
    ])
  })

  it('may use the folder that it stands in', () => {
    const root = { path: 'go.mod', text: 'module acme.dev/a\nrequire acme.dev/b v1.0.0\n' }
    const manifests = [
      root,
      { path: 'b/go.mod', text: 'module acme.dev/b\n' },
      { path: 'go.work', text: 'use .\nuse ./b\n' },
    ]
    expect(parseGoMod(root, manifests)[1]).toMatchObject({ name: 'acme.dev/b', own: true })
  })

  const refused: [what: string, work: string, message: RegExp][] = [
    [
      'a directive of go.mod',
      'go 1.22\nrequire c.dev/d v1.0.0\n',
      /^svc\/go\.work:2: "require" is no directive of a go\.work$/,
    ],
    ['a use without a folder', 'use\n', /^svc\/go\.work:1: accepted: use FOLDER$/],
    ['an open block', 'use (\n./api\n', /^svc\/go\.work:3: the block of use is left open/],
  ]
  for (const [what, text, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => lock('svc/api/go.mod', text)).toThrow(message)
    })
  }
})
