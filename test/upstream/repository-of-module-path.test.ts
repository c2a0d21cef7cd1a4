import { describe, expect, it } from 'vitest'
import { repositoryOfModulePath } from '../../src/upstream/repository-of-module-path.ts'

const rows: readonly (readonly [path: string, address: string | null, directory?: string])[] = [
  ['github.com/acme/lib', 'https://github.com/acme/lib'],
  ['github.com/acme/lib/v2', 'https://github.com/acme/lib'],
  ['github.com/acme/all/service/s3', 'https://github.com/acme/all', 'service/s3'],
  ['github.com/acme/all/service/s3/v3', 'https://github.com/acme/all', 'service/s3'],
  ['github.com/acme/lib.go', 'https://github.com/acme/lib.go'],
  ['bitbucket.org/acme/lib/core', 'https://bitbucket.org/acme/lib', 'core'],
  ['codeberg.org/acme/lib', 'https://codeberg.org/acme/lib'],
  ['golang.org/x/net', 'https://go.googlesource.com/net'],
  ['golang.org/x/tools/gopls', 'https://go.googlesource.com/tools', 'gopls'],
  ['gopkg.in/yaml.v3', 'https://github.com/go-yaml/yaml'],
  ['gopkg.in/acme/lib.v1', 'https://github.com/acme/lib'],
  ['gopkg.in/acme/lib.v2-unstable', 'https://github.com/acme/lib'],
  ['git.acme.example/team/lib.git', 'https://git.acme.example/team/lib'],
  ['git.acme.example/team/lib.git/core/v2', 'https://git.acme.example/team/lib', 'core'],
  // Groups may lie in groups: where the repository ends, only the host knows.
  ['gitlab.com/acme/team/lib', null],
  ['go.acme.example/lib', null],
  ['github.com/acme', null],
  ['golang.org/toolchain', null],
  ['gopkg.in/lib', null],
  ['', null],
]

describe('a module path names its repository', () => {
  for (const [path, address, directory = null] of rows) {
    it(`${path || 'nothing'}: ${address ?? 'or not'}`, () => {
      expect(repositoryOfModulePath(path)).toEqual(address === null ? null : { address, directory })
    })
  }
})
