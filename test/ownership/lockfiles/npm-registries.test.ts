import { describe, expect, it } from 'vitest'
import type { Visibility } from '../../../src/ownership/index.ts'
import { readNpmRegistries } from '../../../src/ownership/lockfiles/npm-registries.ts'
import { npmSource } from '../../../src/ownership/lockfiles/npm-source.ts'
import { npmRegistry } from './describe-packages.ts'

const elsewhere = 'https://npm.acme.dev/'
const archive = `${npmRegistry}/x/-/x-1.0.0.tgz`

function visibility(files: Record<string, string>, name: string, resolved: string | null = null): Visibility {
  const manifests = Object.entries(files).map(([path, text]) => ({ path, text }))
  const registries = readNpmRegistries({ path: 'services/checkout/package-lock.json', text: '' }, manifests)
  return npmSource(name, resolved, registries).visibility
}

describe('what the configuration of an npm project says of its packages', () => {
  const cases: [what: string, files: Record<string, string>, name: string, visibility: Visibility][] = [
    ['no configuration', {}, '@acme/cart', 'unstated'],
    ['a scope in .npmrc', { '.npmrc': `@acme:registry=${elsewhere}` }, '@acme/cart', 'private'],
    ['another scope in .npmrc', { '.npmrc': `@acme:registry=${elsewhere}` }, '@babel/core', 'unstated'],
    ['a scope in quotes and spaces', { '.npmrc': `@acme:registry = "${elsewhere}"` }, '@acme/cart', 'private'],
    ['a scope that a comment names', { '.npmrc': `;@acme:registry=${elsewhere}` }, '@acme/cart', 'unstated'],
    ['a scope at the default registry', { '.npmrc': `@acme:registry=${npmRegistry}/` }, '@acme/cart', 'unstated'],
    ['a registry from the environment', { '.npmrc': `@acme:registry=\${NPM_REGISTRY}` }, '@acme/cart', 'private'],
    ['a registry for everything', { '.npmrc': `registry=${elsewhere}` }, 'lodash', 'private'],
    [
      'a registry for everything, a scope at the default one',
      { '.npmrc': `registry=${elsewhere}\n@babel:registry=${npmRegistry}` },
      '@babel/core',
      'unstated',
    ],
    [
      'a host that only looks like the default one',
      { '.npmrc': `registry=${npmRegistry}.example.org` },
      'lodash',
      'private',
    ],
    ['a key of credentials', { '.npmrc': '//npm.acme.dev/:_authToken=secret' }, 'lodash', 'unstated'],
    ['the folder above', { '.npmrc': `@acme:registry=${elsewhere}` }, '@acme/cart', 'private'],
    ['a folder beside', { 'services/mail/.npmrc': `@acme:registry=${elsewhere}` }, '@acme/cart', 'unstated'],
    [
      'a scope of yarn',
      { '.yarnrc.yml': `npmScopes:\n  acme:\n    npmRegistryServer: "${elsewhere}"\n` },
      '@acme/cart',
      'private',
    ],
    ['a registry of yarn', { '.yarnrc.yml': `npmRegistryServer: "${elsewhere}"\n` }, 'lodash', 'private'],
    ['a scope of pnpm', { 'pnpm-workspace.yaml': `registries:\n  '@acme': ${elsewhere}\n` }, '@acme/cart', 'private'],
    ['a default of pnpm', { 'pnpm-workspace.yaml': `registries:\n  default: ${elsewhere}\n` }, 'lodash', 'private'],
    [
      'a declared registry of pnpm',
      { 'pnpm-workspace.yaml': `registries:\n  ${elsewhere}:\n    scopes: ['@acme', '@']\n` },
      'lodash',
      'private',
    ],
  ]
  for (const [what, files, name, expected] of cases) {
    it(`with ${what}: ${name} is ${expected}`, () => {
      expect(visibility(files, name)).toBe(expected)
    })
  }

  it('keeps a scope private whose lockfile names the default registry, since npm replaces that at install time', () => {
    const files = { '.npmrc': `@acme:registry=${elsewhere}` }
    expect(visibility(files, '@acme/cart', archive)).toBe('private')
    expect(visibility(files, 'lodash', archive)).toBe('public')
  })

  it('refuses a configuration that cannot be read, since what is private must not be guessed', () => {
    expect(() => visibility({ 'services/checkout/.yarnrc.yml': 'npmScopes: [' }, 'lodash')).toThrow(
      /^services\/checkout\/\.yarnrc\.yml:1: not valid YAML/,
    )
  })
})

describe('the source that an npm lockfile states', () => {
  const sources: [resolved: string, visibility: Visibility, repository: string | null][] = [
    [archive, 'public', null],
    ['https://registry.yarnpkg.com/x/-/x-1.0.0.tgz#0a1b2c', 'public', null],
    [`http://${new URL(npmRegistry).host}:80/x/-/x-1.0.0.tgz`, 'public', null],
    ['https://npm.acme.dev/x/-/x-1.0.0.tgz', 'private', null],
    ['https://npm.pkg.github.com/download/@acme/x/1.0.0/0a1b', 'private', null],
    ['git+ssh://git@github.com/acme/x.git#0a1b2c', 'private', 'https://github.com/acme/x'],
    ['https://github.com/acme/x.git#commit=0a1b2c', 'private', 'https://github.com/acme/x'],
    ['https://codeload.github.com/acme/x/tar.gz/0a1b2c', 'private', 'https://github.com/acme/x'],
    ['https://github.com/acme/x/archive/refs/tags/v1.tar.gz', 'private', 'https://github.com/acme/x'],
    ['github:acme/x#0a1b2c', 'private', 'https://github.com/acme/x'],
    ['file:vendor/x-1.0.0.tgz', 'private', null],
    ['not an address', 'private', null],
  ]
  for (const [resolved, expected, repository] of sources) {
    it(`${resolved} is ${expected}`, () => {
      expect(npmSource('x', resolved, new Map())).toEqual({ visibility: expected, repository })
    })
  }
})
