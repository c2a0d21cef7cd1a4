// Where an npm project's own configuration sends its scopes: .npmrc (npm 2 and later, pnpm, bun, yarn 1; an ini file), .yarnrc (yarn 1),
// .yarnrc.yml (yarn 2 and later: npmRegistryServer, npmScopes), pnpm-workspace.yaml (pnpm 10 and later: registry, registries),
// bunfig.toml (bun: install.registry, install.scopes). Specified in npm's config manual, https://classic.yarnpkg.com/docs/yarnrc,
// https://yarnpkg.com/configuration/yarnrc, https://pnpm.io/registries and https://bun.com/docs/runtime/bunfig.

import type { ServiceFile } from '../types.ts'
import { entriesOf, field, fieldsOf, listOf, scalarText, textOf } from './fields.ts'
import { readToml } from './read-toml.ts'
import { readYaml } from './read-yaml.ts'

/** By scope (`@acme`; empty for all others): whether its packages come from another registry than the ecosystem's own. */
export type NpmRegistries = ReadonlyMap<string, boolean>

/** The files that `readNpmRegistries` reads. */
export const npmConfigurations = ['.npmrc', '.yarnrc', '.yarnrc.yml', 'pnpm-workspace.yaml', 'bunfig.toml']

/** npm's own registry and yarn's alias of it. Put together here, since the ecosystem's host stands in no file of this repository. */
const publicHosts: ReadonlySet<string> = new Set(
  ['npmjs.org', 'npmjs.com', 'yarnpkg.com'].map((domain) => `registry.${domain}`),
)

/** Whether an address lies at the ecosystem's own registry. */
export function isPublicRegistry(url: string): boolean {
  return URL.canParse(url) && publicHosts.has(new URL(url).hostname)
}

/**
 * @param lockfile the lockfile that the configuration is for: files in its folder and above count
 * @param manifests the service's configuration files
 * @throws HeadwaterError `lockfile-malformed` where a YAML or TOML file cannot be read: what is private must not be guessed
 */
export function readNpmRegistries(lockfile: ServiceFile, manifests: readonly ServiceFile[]): NpmRegistries {
  const registries = new Map<string, boolean>()
  for (const file of manifests) {
    const slash = file.path.lastIndexOf('/') + 1
    if (!lockfile.path.startsWith(file.path.slice(0, slash))) continue
    for (const [scope, url] of settingsOf(file, file.path.slice(slash))) {
      // Of several settings for one scope, the one that keeps it to ourselves counts.
      registries.set(scope, registries.get(scope) === true || !isPublicRegistry(url))
    }
  }
  return registries
}

function settingsOf(file: ServiceFile, basename: string): [scope: string, url: string][] {
  switch (basename) {
    case '.npmrc':
      return npmSettings(file.text)
    case '.yarnrc':
      return classicYarnSettings(file.text)
    case '.yarnrc.yml':
      return readYaml(file).flatMap(yarnSettings)
    case 'pnpm-workspace.yaml':
      return readYaml(file).flatMap(pnpmSettings)
    case 'bunfig.toml':
      return bunSettings(readToml(file))
    default:
      return []
  }
}

function npmSettings(text: string): [string, string][] {
  const settings: [string, string][] = []
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=')
    const key = line.slice(0, Math.max(equals, 0)).trim()
    const value = line
      .slice(equals + 1)
      .trim()
      .replace(/^["']|["']$/g, '')
    if (key === 'registry') settings.push(['', value])
    else if (key.startsWith('@') && key.endsWith(':registry')) settings.push([key.slice(0, -':registry'.length), value])
  }
  return settings
}

/** `registry "https://..."`, `"@scope:registry" "https://..."`. */
function classicYarnSettings(text: string): [string, string][] {
  const lines = text.matchAll(/^"?(?:(@[^\s":]+):)?registry"?[ \t]+"?([^\s"]+)/gm)
  return [...lines].map(([, scope = '', url = '']) => [scope, url])
}

function yarnSettings(document: unknown): [string, string][] {
  const scopes = entriesOf(fieldsOf(document, 'npmScopes')).map(([scope, setting]): [string, string | null] => [
    `@${scope}`,
    textOf(setting, 'npmRegistryServer'),
  ])
  return stated([['', textOf(document, 'npmRegistryServer')], ...scopes])
}

function pnpmSettings(document: unknown): [string, string][] {
  const settings: [string, string | null][] = [['', textOf(document, 'registry')]]
  for (const [key, value] of entriesOf(fieldsOf(document, 'registries'))) {
    if (typeof value === 'string') settings.push([key === 'default' ? '' : key, value])
    // Since pnpm 11.23 the address is the key; `@` there means packages without a scope.
    for (const scope of listOf(value, 'scopes')) settings.push([scalarText(scope).replace(/^@$/, ''), key])
  }
  return stated(settings)
}

/** Either may be an address, or a table that has one beside its credentials; a scope is written with or without its `@`. */
function bunSettings(document: unknown): [string, string][] {
  const install = fieldsOf(document, 'install')
  const addressOf = (setting: unknown) => (typeof setting === 'string' ? setting : textOf(setting, 'url'))
  const scopes = entriesOf(fieldsOf(install, 'scopes')).map(([scope, setting]): [string, string | null] => [
    scope.startsWith('@') ? scope : `@${scope}`,
    addressOf(setting),
  ])
  return stated([['', addressOf(field(install, 'registry'))], ...scopes])
}

function stated(settings: readonly (readonly [string, string | null])[]): [string, string][] {
  return settings.flatMap(([scope, url]): [string, string][] => (url === null ? [] : [[scope, url]]))
}
