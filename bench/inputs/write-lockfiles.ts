import type { ServiceFile } from '../../src/ownership/index.ts'

const HASH = '0a'.repeat(32)

/** A format: the file's name, how it begins and ends, and what it holds for the package of a number. */
interface Shape {
  readonly path: string
  readonly head: string
  entry(at: number): string
  readonly tail: string
}

/** Entries of a JSON object or list, as tools indent them; the last one stands in the tail, since a comma ends each. */
function json(
  path: string,
  head: string,
  entry: (at: number) => [key: string | null, value: object],
  tail: string,
): Shape {
  return {
    path,
    head,
    tail,
    entry(at) {
      const [key, value] = entry(at)
      return `${key === null ? '' : `${JSON.stringify(key)}: `}${JSON.stringify(value, null, 1)},\n`
    },
  }
}

function lines(path: string, head: string, entry: (at: number) => string, tail = ''): Shape {
  return { path, head, entry, tail }
}

/** Each package asks for two of those before it, where its format states edges. */
const shapes: readonly Shape[] = [
  lines('Cargo.lock', 'version = 4\n\n', (at) => {
    const asks = at < 2 ? '' : `dependencies = [\n "crate-${at - 1}",\n "crate-${at >> 1}",\n]\n`
    const source = 'registry+https://github.com/rust-lang/crates.io-index'
    return `[[package]]\nname = "crate-${at}"\nversion = "1.${at}.0"\nsource = "${source}"\nchecksum = "${HASH}"\n${asks}\n`
  }),
  json(
    'package-lock.json',
    '{"lockfileVersion": 3, "packages": {\n',
    (at) => [
      `node_modules/module-${at}`,
      { version: `1.${at}.0`, integrity: `sha512-${HASH}`, license: 'MIT', dependencies: asksNpm(at) },
    ],
    '"": {}}}',
  ),
  lines(
    'pnpm-lock.yaml',
    "lockfileVersion: '6.0'\ndependencies:\n  module-1:\n    specifier: ^1.0.0\n    version: 1.1.0\npackages:\n",
    (at) =>
      `  /module-${at}@1.${at}.0:\n    resolution: {integrity: sha512-${HASH}}\n    engines: {node: '>=18'}\n    dependencies:\n      module-${at >> 1}: 1.${at >> 1}.0\n      module-${at + 1}: 1.${at + 1}.0\n    dev: false\n\n`,
  ),
  lines(
    'classic/yarn.lock',
    '# yarn lockfile v1\n\n',
    (at) =>
      `module-${at}@^1.0.0, module-${at}@~1.${at}.0:\n  version "1.${at}.0"\n  integrity sha512-${HASH}\n  dependencies:\n    module-${at >> 1} "^1.0.0"\n    "module-${at >> 2}" "^1.0.0"\n\n`,
  ),
  lines(
    'berry/yarn.lock',
    '__metadata:\n  version: 8\n  cacheKey: 10c0\n\n',
    (at) =>
      `"module-${at}@npm:^1.0.0":\n  version: 1.${at}.0\n  resolution: "module-${at}@npm:1.${at}.0"\n  dependencies:\n    module-${at >> 1}: "npm:^1.0.0"\n  checksum: 10c0/${HASH}\n  languageName: node\n  linkType: hard\n\n`,
  ),
  lines(
    'bun.lock',
    '{\n"lockfileVersion": 1,\n"workspaces": {"": {"name": "checkout", "dependencies": {"module-1": "^1.0.0"}}},\n"packages": {\n',
    (at) =>
      `"module-${at}": ["module-${at}@1.${at}.0", "", { "dependencies": ${JSON.stringify(asksNpm(at))} }, "sha512-${HASH}"],\n\n`,
    '}\n}\n',
  ),
  lines(
    'go.mod',
    'module acme.dev/checkout\n\ngo 1.22\n\n',
    (at) => `require acme.dev/module${at} v1.${at}.0 // indirect\n`,
  ),
  lines(
    'uv.lock',
    'version = 1\n\n',
    (at) =>
      `[[package]]\nname = "wheel-${at}"\nversion = "1.${at}"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [\n    { name = "wheel-${at >> 1}" },\n]\nwheels = [\n    { url = "https://files.pythonhosted.org/wheel-${at}.whl", hash = "sha256:${HASH}", size = ${at} },\n]\n\n`,
  ),
  lines(
    'poetry.lock',
    '',
    (at) =>
      `[[package]]\nname = "wheel-${at}"\nversion = "1.${at}"\noptional = false\npython-versions = ">=3.9"\nfiles = [\n    {file = "wheel_${at}.whl", hash = "sha256:${HASH}"},\n]\n\n[package.dependencies]\nwheel-${at >> 1} = ">=1"\n\n`,
    '[metadata]\nlock-version = "2.1"\ncontent-hash = "a"\n',
  ),
  lines(
    'pdm.lock',
    '[metadata]\nlock_version = "4.5.0"\n\n',
    (at) =>
      `[[package]]\nname = "wheel-${at}"\nversion = "1.${at}"\ndependencies = [\n    "wheel-${at >> 1}>=1; python_version < \\"3.12\\"",\n]\nfiles = [\n    {file = "wheel_${at}.whl", hash = "sha256:${HASH}"},\n]\n\n`,
  ),
  lines(
    'pylock.toml',
    'lock-version = "1.0"\n\n',
    (at) =>
      `[[packages]]\nname = "wheel-${at}"\nversion = "1.${at}"\nindex = "https://pypi.org/simple"\nwheels = [{ url = "https://files.pythonhosted.org/wheel-${at}.whl", hashes = { sha256 = "${HASH}" } }]\n\n`,
  ),
  json(
    'Pipfile.lock',
    '{"_meta": {"pipfile-spec": 6, "sources": []}, "default": {\n',
    (at) => [`wheel-${at}`, { hashes: [`sha256:${HASH}`], index: 'pypi', version: `==1.${at}` }],
    '"last": {"version": "==1.0"}}}',
  ),
  lines(
    'requirements.txt',
    '',
    (at) => `wheel-${at}==1.${at} \\\n    --hash=sha256:${HASH}\n    # via wheel-${at >> 1}\n`,
  ),
  lines(
    'Gemfile.lock',
    'GEM\n  remote: https://rubygems.org/\n  specs:\n',
    (at) => `    gem-${at} (1.${at})\n      gem-${at >> 1} (>= 1)\n      gem-${at >> 2} (~> 1.0)\n`,
  ),
  json(
    'composer.lock',
    '{"packages": [\n',
    (at) => [
      null,
      {
        name: `acme/library-${at}`,
        version: `1.${at}.0`,
        source: { type: 'git', url: `https://github.com/acme/library-${at}.git`, reference: HASH },
        require: { php: '>=8.1', [`acme/library-${at >> 1}`]: '^1.0' },
        autoload: { 'psr-4': { [`Acme\\Library${at}\\`]: 'src/' } },
      },
    ],
    '{"name": "acme/last", "version": "1.0"}]}',
  ),
  lines(
    'gradle.lockfile',
    '',
    (at) => `org.acme.group${at % 100}:artifact-${at}:1.${at}=runtimeClasspath\n`,
    'empty=\n',
  ),
  lines(
    'pom.xml',
    '<project>\n<groupId>org.acme</groupId>\n<artifactId>checkout</artifactId>\n<version>1.0</version>\n<dependencies>\n',
    (at) =>
      `<dependency>\n  <groupId>org.acme.group${at % 100}</groupId>\n  <artifactId>artifact-${at}</artifactId>\n  <version>1.${at}</version>\n</dependency>\n`,
    '</dependencies>\n</project>\n',
  ),
  json(
    'packages.lock.json',
    '{"version": 1, "dependencies": {"net8.0": {\n',
    (at) => [
      `Acme.Library${at}`,
      { type: 'Transitive', resolved: `1.${at}.0`, contentHash: HASH, dependencies: asksNuget(at) },
    ],
    '"Acme.Last": {"type": "Direct", "resolved": "1.0.0"}}}}',
  ),
  json(
    'checkout.deps.json',
    '{"runtimeTarget": {"name": "net8.0"}, "targets": {"net8.0": {\n',
    (at) => [
      `Acme.Library${at}/1.${at}.0`,
      {
        dependencies: asksNuget(at),
        runtime: { [`lib/net8.0/Acme.Library${at}.dll`]: { assemblyVersion: '1.0.0.0' } },
      },
    ],
    '"Acme.Last/1.0.0": {}}}, "libraries": {}}',
  ),
  json(
    'project.assets.json',
    '{"version": 3, "targets": {"net8.0": {\n',
    (at) => [
      `Acme.Library${at}/1.${at}.0`,
      { type: 'package', dependencies: asksNuget(at), runtime: { [`lib/net8.0/Acme.Library${at}.dll`]: {} } },
    ],
    '"Acme.Last/1.0.0": {"type": "package"}}}, "libraries": {}, "project": {"version": "1.0.0"}}',
  ),
  lines(
    'conan.lock',
    '{"version": "0.5", "requires": [\n',
    (at) => `"library-${at}/1.${at}.0#${HASH.slice(0, 32)}%1708593606.497",\n`,
    '"last/1.0"], "build_requires": [], "python_requires": []}',
  ),
  lines(
    'dpkg-status',
    '',
    (at) =>
      `Package: liba${at}-1\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.${at}-2\nDepends: liba${at >> 1}-1 (>= 1.0), liba${at >> 2}-1\nDescription: a library\n of many words\n\n`,
  ),
  json(
    'bom.json',
    '{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [\n',
    (at) => [
      null,
      {
        type: 'library',
        'bom-ref': `ref-${at}`,
        name: `module-${at}`,
        version: `1.${at}.0`,
        purl: `pkg:npm/module-${at}@1.${at}.0`,
        hashes: [{ alg: 'SHA-256', content: HASH }],
      },
    ],
    '{"name": "last", "purl": "pkg:npm/last@1.0.0"}], "dependencies": []}',
  ),
  json(
    'sbom.spdx.json',
    '{"spdxVersion": "SPDX-2.3", "packages": [\n',
    (at) => [
      null,
      {
        SPDXID: `SPDXRef-${at}`,
        name: `module-${at}`,
        versionInfo: `1.${at}.0`,
        downloadLocation: 'NOASSERTION',
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: `pkg:npm/module-${at}@1.${at}.0`,
          },
        ],
      },
    ],
    '{"SPDXID": "SPDXRef-last", "name": "last", "versionInfo": "1.0"}], "relationships": []}',
  ),
]

function asksNpm(at: number): Record<string, string> {
  return { [`module-${at >> 1}`]: '^1.0.0', [`module-${at >> 2}`]: '^1.0.0' }
}

function asksNuget(at: number): Record<string, string> {
  return { [`Acme.Library${at >> 1}`]: '1.0.0' }
}

/** A lockfile of at least so many lines in each format. */
export function writeLockfiles(leastLines: number): ServiceFile[] {
  return shapes.map(({ path, head, entry, tail }) => {
    const entries: string[] = []
    for (let written = 0; written < leastLines; ) {
      const text = entry(entries.length)
      entries.push(text)
      written += text.split('\n').length - 1
    }
    return { path, text: `${head}${entries.join('')}${tail}` }
  })
}
