// How the manifest in a package's sources states the package's name, by ecosystem. Specified by
// https://doc.rust-lang.org/cargo/reference/manifest.html, https://docs.npmjs.com/cli/v11/configuring-npm/package-json,
// https://go.dev/ref/mod#go-mod-file, https://packaging.python.org/en/latest/specifications/pyproject-toml/ (Poetry's table before
// its version 2, setuptools' setup.cfg and setup.py beside it), https://guides.rubygems.org/specification-reference/,
// https://getcomposer.org/doc/04-schema.md, https://maven.apache.org/pom.html, https://hexdocs.pm/mix/Mix.Project.html,
// https://learn.microsoft.com/nuget/reference/msbuild-targets and https://dart.dev/tools/pub/pubspec.

import { type Ecosystem, field, type Package, pythonName, textOf } from '../ownership/index.ts'
import { readJson, readPomProject, readToml } from './read-safely.ts'

/** The manifests of one ecosystem. */
export interface ManifestRule {
  /** By base name. */
  readonly file: RegExp
  /** The base name where the whole of it is always the same, so that one can ask for it by path. */
  readonly usual: string | null
  /** Whether a manifest is the wanted package's. Throws nothing. */
  isOf(text: string, wanted: Package): boolean
}

/** Beyond that no manifest is read. */
export const largestManifest = 512 * 1024

const rules: Partial<Record<Ecosystem, ManifestRule>> = {
  cargo: {
    file: /^Cargo\.toml$/,
    usual: 'Cargo.toml',
    isOf: (text, { name }) => stringAt(readToml(text), 'package', 'name') === name,
  },
  npm: {
    file: /^package\.json$/,
    usual: 'package.json',
    isOf: (text, { name }) => stringAt(readJson(text), 'name') === name,
  },
  golang: {
    file: /^go\.mod$/,
    usual: 'go.mod',
    isOf: (text, { name }) => /^module[ \t]+"?([^\s"]+)"?/m.exec(text)?.[1] === name,
  },
  pypi: {
    file: /^(?:pyproject\.toml|setup\.cfg|setup\.py)$/,
    usual: 'pyproject.toml',
    isOf: (text, { name }) => pythonNames(text).some((stated) => pythonName(stated) === pythonName(name)),
  },
  gem: {
    file: /\.gemspec$/,
    usual: null,
    isOf: (text, { name }) => /\.name\s{0,9}=\s{0,9}(['"])([\w.-]{1,128})\1/.exec(text)?.[2] === name,
  },
  composer: {
    file: /^composer\.json$/,
    usual: 'composer.json',
    isOf: (text, { name }) => stringAt(readJson(text), 'name')?.toLowerCase() === name.toLowerCase(),
  },
  maven: {
    file: /^pom\.xml$/,
    usual: 'pom.xml',
    isOf: (text, { name }) => mavenName(text) === name,
  },
  hex: {
    file: /^mix\.exs$/,
    usual: 'mix.exs',
    isOf: (text, { name }) => /\bapp:\s{0,9}:(\w{1,128})/.exec(text)?.[1] === name,
  },
  nuget: {
    file: /\.(?:cs|fs|vb)proj$/,
    usual: null,
    isOf: (text, { name }) => /<PackageId>\s*([\w.-]{1,128})\s*</.exec(text)?.[1]?.toLowerCase() === name.toLowerCase(),
  },
  pub: {
    file: /^pubspec\.yaml$/,
    usual: 'pubspec.yaml',
    isOf: (text, { name }) => /^name:[ \t]{0,9}['"]?(\w{1,128})/m.exec(text)?.[1] === name,
  },
}

/** @returns null where an ecosystem has no manifest that could be looked for */
export function manifestRule(ecosystem: Ecosystem): ManifestRule | null {
  return rules[ecosystem] ?? null
}

function pythonNames(text: string): string[] {
  const toml = readToml(text)
  const stated = [stringAt(toml, 'project', 'name'), stringAt(toml, 'tool', 'poetry', 'name')]
  // `name = lib` of setup.cfg, `name="lib",` of setup.py.
  const other = /^\s{0,32}name\s{0,9}=\s{0,9}['"]?([\w.-]{1,128})/m.exec(text)?.[1] ?? null
  return [...stated, other].filter((name) => name !== null)
}

/** `group/artifact` of a pom; the group may be the parent's. */
function mavenName(pom: string): string | null {
  const project = readPomProject(pom)
  const group = textOf(project, 'groupId') ?? textOf(field(project, 'parent'), 'groupId')
  const artifact = textOf(project, 'artifactId')
  return group === null || artifact === null ? null : `${group}/${artifact}`
}

function stringAt(value: unknown, ...keys: readonly string[]): string | null {
  const last = keys.at(-1) ?? ''
  return textOf(keys.slice(0, -1).reduce<unknown>(field, value), last)
}
