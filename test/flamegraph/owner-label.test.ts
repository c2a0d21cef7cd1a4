import { describe, expect, it } from 'vitest'
import { ownerLabel } from '../../src/flamegraph/owner-label.ts'

describe("an owner's short name", () => {
  it.each([
    ['pkg:cargo/tokio-rustls@0.26.0', 'tokio-rustls'],
    ['pkg:npm/%40babel/core@7.26.0', '@babel/core'],
    ['pkg:golang/golang.org/x/net@v0.7.0', 'golang.org/x/net'],
    ['pkg:deb/debian/libxml2@2.9.14', 'libxml2'],
    ['kernel', 'kernel'],
    ['rust std', 'rust std'],
    ['pkg:', 'pkg:'],
    ['pkg:cargo/', 'pkg:cargo/'],
  ])('is, of %s, %s', (name, label) => {
    expect(ownerLabel({ kind: 'dependency', package: null, name })).toBe(label)
  })
})
