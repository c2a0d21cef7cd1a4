import { describe, expect, it } from 'vitest'
import { parseDepsJson } from '../../../src/ownership/lockfiles/parse-deps-json.ts'
import { parsePackagesLock } from '../../../src/ownership/lockfiles/parse-packages-lock.ts'
import { parseProjectAssets } from '../../../src/ownership/lockfiles/parse-project-assets.ts'
import { describePackages, of } from './describe-packages.ts'

type Files = Readonly<Record<string, string>>

function filesOf(files: Files) {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

function packagesLock(document: unknown, files: Files = { 'src/Api/Acme.Api.csproj': '<Project/>' }) {
  return parsePackagesLock({ path: 'src/Api/packages.lock.json', text: JSON.stringify(document) }, filesOf(files))
}

function depsJson(document: unknown) {
  return parseDepsJson({ path: 'bin/Acme.Api.deps.json', text: JSON.stringify(document) }, [])
}

function projectAssets(document: unknown) {
  return parseProjectAssets({ path: 'src/Api/obj/project.assets.json', text: JSON.stringify(document) }, [])
}

const locked = {
  version: 1,
  dependencies: {
    'net8.0': {
      'Newtonsoft.Json': { type: 'Direct', requested: '[13.0.1, )', resolved: '13.0.1', contentHash: 'a' },
      Serilog: { type: 'Transitive', resolved: '3.1.1', contentHash: 'b' },
      'acme.money': { type: 'Project', dependencies: { serilog: '[3.1.1, )' } },
    },
    'net8.0/linux-x64': {},
  },
}

describe('a packages.lock.json', () => {
  it('states packages, projects and edges, whatever the case of letters', () => {
    expect(describePackages(packagesLock(locked))).toEqual([
      'pkg:nuget/Acme.Api own > pkg:nuget/Newtonsoft.Json@13.0.1, pkg:nuget/acme.money',
      'pkg:nuget/Newtonsoft.Json@13.0.1 direct unstated',
      'pkg:nuget/Serilog@3.1.1 direct unstated',
      'pkg:nuget/acme.money own direct > pkg:nuget/Serilog@3.1.1',
    ])
    expect(of(packagesLock(locked, {}), 'Api', 'own')).toBe(true)
  })

  const feed = (key: string, url: string) => `<add key="${key}" value="${url}" />`
  const nuget = feed('nuget.org', 'https://api.nuget.org/v3/index.json')
  const acme = feed('acme', 'https://nuget.acme.dev/v3/index.json')
  const mapping = `<packageSourceMapping>
    <packageSource key="nuget.org"><package pattern="*" /></packageSource>
    <packageSource key="acme"><package pattern="Acme.*" /><package pattern="serilog" /></packageSource>
  </packageSourceMapping>`
  const configurations: [what: string, content: string, json: string, serilog: string][] = [
    ['the public feed', `<packageSources>${nuget}</packageSources>`, 'public', 'public'],
    ['two feeds', `<packageSources>${nuget}${acme}</packageSources>`, 'private', 'private'],
    ['two feeds and a mapping', `<packageSources>${nuget}${acme}</packageSources>${mapping}`, 'public', 'private'],
    ['no feed', '', 'unstated', 'unstated'],
  ]
  for (const [what, content, json, serilog] of configurations) {
    it(`beside a NuGet.Config with ${what} states ${json} and ${serilog} packages`, () => {
      const packages = packagesLock(locked, { 'NuGet.Config': `<configuration>${content}</configuration>` })
      expect([of(packages, 'Newtonsoft.Json', 'visibility'), of(packages, 'Serilog', 'visibility')]).toEqual([
        json,
        serilog,
      ])
    })
  }

  it('is refused beside a nuget.config that cannot be read: what is private must not be guessed', () => {
    expect(() => packagesLock(locked, { 'nuget.config': '<configuration>' })).toThrow(/^nuget\.config:1: not valid XML/)
  })
})

describe('a deps.json', () => {
  const target = '.NETCoreApp,Version=v8.0/linux-x64'
  const built = {
    runtimeTarget: { name: target },
    targets: {
      '.NETCoreApp,Version=v8.0': {},
      [target]: {
        'Acme.Api/1.4.0': { dependencies: { 'SQLitePCLRaw.core': '2.1.6' }, runtime: { 'Acme.Api.dll': {} } },
        'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.0': { runtime: { 'System.Runtime.dll': {} } },
        'SQLitePCLRaw.core/2.1.6': {
          runtime: { 'lib/netstandard2.0/SQLitePCLRaw.core.dll': { assemblyVersion: '2.1.6' } },
          native: { 'runtimes/linux-x64/native/libe_sqlite3.so': {} },
        },
      },
    },
    libraries: {
      'Acme.Api/1.4.0': { type: 'project' },
      'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.0': { type: 'runtimepack' },
      'SQLitePCLRaw.core/2.1.6': { type: 'package' },
    },
  }

  it('states what runs and the assemblies that each package brings, without the runtime', () => {
    expect(describePackages(depsJson(built))).toEqual([
      'pkg:nuget/Acme.Api@1.4.0 own > pkg:nuget/SQLitePCLRaw.core@2.1.6',
      'pkg:nuget/SQLitePCLRaw.core@2.1.6 direct unstated',
    ])
    expect(of(depsJson(built), 'SQLitePCLRaw.core', 'libraryNames')).toEqual(['SQLitePCLRaw.core', 'libe_sqlite3.so'])
  })
})

describe('a project.assets.json', () => {
  const restored = {
    version: 3,
    targets: {
      'net8.0': {
        'NUnit/3.13.0': { type: 'package', runtime: { 'lib/netstandard2.0/nunit.framework.dll': {} } },
        'Acme.Money/1.0.0': { type: 'project', dependencies: { NUnit: '3.13.0' } },
      },
    },
    project: {
      restore: { projectName: 'Acme.Api', sources: { 'https://api.nuget.org/v3/index.json': {} } },
      frameworks: { 'net8.0': { dependencies: { NUnit: { version: '[3.13.0, )' } } } },
    },
  }

  it('states packages, the assemblies that each brings, and the feeds', () => {
    expect(describePackages(projectAssets(restored))).toEqual([
      'pkg:nuget/Acme.Api own > pkg:nuget/Acme.Money@1.0.0, pkg:nuget/NUnit@3.13.0',
      'pkg:nuget/NUnit@3.13.0 direct public',
      'pkg:nuget/Acme.Money@1.0.0 own direct > pkg:nuget/NUnit@3.13.0',
    ])
    expect(of(projectAssets(restored), 'NUnit', 'libraryNames')).toEqual(['nunit.framework'])
  })
})

describe('a lockfile of .NET', () => {
  const refused: [what: string, read: () => unknown, message: RegExp][] = [
    [
      'a newer packages.lock.json',
      () => packagesLock({ version: 3, dependencies: {} }),
      /version "3"; accepted: versions 1 and 2$/,
    ],
    [
      'a packages.lock.json without packages',
      () => packagesLock({ version: 1 }),
      /:1: no version or no dependencies; accepted/,
    ],
    [
      'a package without a version',
      () => packagesLock({ version: 1, dependencies: { 'net8.0': { a: { type: 'Direct' } } } }),
      /, "net8\.0" "a": no resolved version/,
    ],
    ['a deps.json without its target', () => depsJson({ targets: {} }), /^bin\/Acme\.Api\.deps\.json:1: no target/],
    [
      'a key that is no package',
      () => depsJson({ runtimeTarget: { name: 'a' }, targets: { a: { 'b/1/../c': {} } } }),
      /, target "b\/1\/\.\.\/c": no package; accepted: NAME\/VERSION$/,
    ],
    [
      'a newer project.assets.json',
      () => projectAssets({ version: 5, targets: {} }),
      /version "5"; accepted: versions 2 to 4$/,
    ],
    ['a project.assets.json without targets', () => projectAssets({ version: 3 }), /:1: no version or no targets/],
  ]
  for (const [what, read, message] of refused) {
    it(`is refused for ${what}`, () => {
      expect(read).toThrow(message)
    })
  }
})
