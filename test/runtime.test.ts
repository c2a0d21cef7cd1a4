import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { satisfies } from 'semver'
import { describe, expect, it } from 'vitest'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))

describe('the runtime under these tests', () => {
  it('is one that package.json admits', () => {
    expect(satisfies(process.versions.node, manifest.engines.node), process.version).toBe(true)
  })

  it('is the one that the caller asked for by HEADWATER_TEST_NODE, not the pinned one in its place', () => {
    const asked = process.env.HEADWATER_TEST_NODE ?? process.versions.node
    expect(satisfies(process.versions.node, asked), `asked for ${asked}, runs on ${process.versions.node}`).toBe(true)
  })

  it.each(Object.entries<string>(manifest.optionalDependencies))(
    'has a pin that is recent enough: %s',
    (_name, version) => {
      expect(satisfies(version, manifest.engines.node)).toBe(true)
    },
  )
})
