import type { ServiceFile } from '../../../src/ownership/index.ts'

export const cargoManifest = (name: string, repository: string) =>
  `[package]\nname = "${name}"\nversion = "0.0.0"\nrepository = "https://github.com/${repository}"\n`

/** A service with one crate, which asks for another. */
export function cargoService(name: string, version: string, range: string): ServiceFile[] {
  const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"'
  return [
    {
      path: 'Cargo.toml',
      text: `[package]\nname = "checkout"\nversion = "1.0.0"\n[dependencies]\n${name} = "${range}"\n`,
    },
    {
      path: 'Cargo.lock',
      text: `version = 4\n[[package]]\nname = "checkout"\nversion = "1.0.0"\ndependencies = ["${name}"]\n[[package]]\nname = "${name}"\nversion = "${version}"\n${source}\n`,
    },
  ]
}

export function goService(name: string, version: string): ServiceFile[] {
  return [{ path: 'go.mod', text: `module example.com/checkout\n\ngo 1.17\n\nrequire ${name} ${version}\n` }]
}

export function conanService(name: string, version: string): ServiceFile[] {
  return [
    { path: 'conanfile.txt', text: `[requires]\n${name}/${version}\n` },
    { path: 'conan.lock', text: JSON.stringify({ version: '0.5', requires: [`${name}/${version}`] }) },
  ]
}

export function mavenService(
  artifacts: readonly (readonly [group: string, artifact: string, version: string])[],
): ServiceFile[] {
  const dependencies = artifacts.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  )
  const text = `<project><groupId>com.acme</groupId><artifactId>checkout</artifactId><version>1.0.0</version><dependencies>${dependencies.join('')}</dependencies></project>`
  return [{ path: 'pom.xml', text }]
}

export const pom = (group: string, artifact: string, repository: string) =>
  `<project><groupId>${group}</groupId><artifactId>${artifact}</artifactId><scm><url>https://github.com/${repository}</url></scm></project>`

export const v = (version: string) => `v${version}`
export const bare = (version: string) => version
/** Of an issue. */
export const mended = { state: 'closed' as const, stateReason: 'COMPLETED' as const }
