import { describe, expect, it } from 'vitest'
import { parseDpkgList } from '../../../src/ownership/lockfiles/parse-dpkg-list.ts'
import { describePackages } from './describe-packages.ts'

function list(text: string) {
  return parseDpkgList({ path: 'debian-packages.txt', text })
}

const table = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
||/ Name           Version                  Architecture Description
+++-==============-========================-============-=================================
ii  libc6:amd64    2.36-9+deb12u14          amd64        GNU C Library: Shared libraries
hi  libxml2:amd64  2.9.14+dfsg-1.3~deb12u6  amd64        GNOME XML library
rc  old-tool       1.0-1                    amd64        removed, configuration left
`

const stanzas = `Package: libfmt9
Status: install ok installed
Source: fmtlib (9.1.0+ds1-2)
Version: 9.1.0+ds1-2
Depends: libc6 (>= 2.34), libstdc++6:any | libc++1
Description: fast type-safe C++ formatting library
 Package: this line belongs to the description

Package: libstdc++6
Status: install ok installed
Version: 12.2.0-14+deb12u1
Depends: libc6 (>= 2.36)

Package: old-tool
Status: deinstall ok config-files
Version: 1.0-1

Package: libc6
Status: install ok installed
Version: 2.36-9+deb12u14
`

describe('a list of Debian packages', () => {
  it('of dpkg -l has what is installed, not what was removed', () => {
    expect(describePackages(list(table))).toEqual([
      'pkg:deb/debian/libc6@2.36-9+deb12u14 direct unstated',
      'pkg:deb/debian/libxml2@2.9.14+dfsg-1.3~deb12u6 direct unstated',
    ])
  })

  it('of dpkg-query -W has names and versions, with or without an architecture', () => {
    const text = '# of the image\nlibspdlog1.10:amd64\t1:1.10.0+ds-0.4\ntzdata 2024a-0+deb12u1\nremoved:amd64\t\n'
    expect(describePackages(list(text))).toEqual([
      'pkg:deb/debian/libspdlog1.10@1:1.10.0+ds-0.4 direct unstated',
      'pkg:deb/debian/tzdata@2024a-0+deb12u1 direct unstated',
    ])
  })

  it('of dpkg’s status file has the edges too', () => {
    const packages = list(stanzas)
    expect(describePackages(packages)).toEqual([
      'pkg:deb/debian/libfmt9@9.1.0+ds1-2 direct unstated > pkg:deb/debian/libc6@2.36-9+deb12u14, pkg:deb/debian/libstdc%2B%2B6@12.2.0-14+deb12u1',
      'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14+deb12u1 unstated > pkg:deb/debian/libc6@2.36-9+deb12u14',
      'pkg:deb/debian/libc6@2.36-9+deb12u14 unstated',
    ])
    expect(list(stanzas.replaceAll('\n', '\r\n'))).toEqual(packages)
  })

  it('of Ubuntu is named so', () => {
    expect(list('libssl3 3.0.2-0ubuntu1.15\nlibc6 2.35-1\n').map(({ purl }) => purl)).toEqual([
      'pkg:deb/ubuntu/libssl3@3.0.2-0ubuntu1.15',
      'pkg:deb/ubuntu/libc6@2.35-1',
    ])
  })

  const libraries: [name: string, frameName: string][] = [
    ['libxml2', 'libxml2.so.2'],
    ['libsqlite3-0', 'libsqlite3.so.0'],
    ['libfmt9', 'libfmt.so.9'],
    ['libspdlog1.10', 'libspdlog.so.1.10'],
    ['libc6', 'libc.so.6'],
    ['libstdc++6', 'libstdc++.so.6'],
    ['libgcc-s1', 'libgcc_s.so.1'],
    ['libpcre2-8-0', 'libpcre2-8.so.0'],
    ['libssl3t64', 'libssl.so.3'],
    ['libharfbuzz0b', 'libharfbuzz.so.0'],
    ['libglib2.0-0', 'libglib-2.0.so.0'],
    ['libboost-regex1.74.0', 'libboost_regex.so.1.74.0'],
    ['tzdata', 'tzdata'],
    ['zlib1g', 'zlib1g'],
  ]
  for (const [name, frameName] of libraries) {
    it(`knows ${name} by ${frameName}`, () => {
      expect(list(`${name} 1.0-1\n`)[0]?.libraryNames).toContain(frameName)
    })
  }

  it('does not claim a namespace of own code for a package that shares its name', () => {
    expect(list('libaudit1 1:3.0.9-1\n')[0]?.libraryNames).not.toContain('audit')
  })

  const refused: [what: string, text: string, message: RegExp][] = [
    [
      'a sentence',
      'libc6 2.36\nthe rest of the image is unknown\n',
      /^debian-packages\.txt:2: "the rest of the image is unknown" names no installed package; accepted/,
    ],
    ['a name in capitals', 'LibXML 2.9\n', /^debian-packages\.txt:1: /],
    ['a bidirectional version', 'libc6 2.36\u202e\n', /^debian-packages\.txt:1: a name holding "\\u202e"/],
  ]
  for (const [what, text, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(() => list(text)).toThrow(message)
    })
  }
})
