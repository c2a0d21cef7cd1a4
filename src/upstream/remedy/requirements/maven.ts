// What Java projects ask for: pom.xml (https://maven.apache.org/pom.html#dependencies) with the properties of the same file, and
// Gradle's builds as far as they name artifacts in plain text
// (https://docs.gradle.org/current/userguide/declaring_dependencies.html).

import { absent, type Requirement, range } from './types.ts'

const mostProperties = 8

export function inPom(text: string, dependency: string): Requirement {
  const [group, artifact = group] = dependency.split('/')
  for (const block of text.split('<dependency>').slice(1)) {
    const inner = block.split('</dependency>', 1)[0] ?? ''
    const element = (name: string) => elementIn(inner, name)
    const version = element('version')
    if (element('artifactId') !== artifact || version === null) continue
    // A group that is a property of the parent's is not known here.
    const stated = element('groupId')
    if (stated !== group && stated !== null && !stated.includes('${')) continue
    const resolved = resolve(version, text)
    if (resolved !== null) return range(resolved)
  }
  return absent
}

/** `'io.netty:netty-handler:4.1.42.Final'`. */
export function inGradle(text: string, dependency: string): Requirement {
  const start = `${dependency.replace('/', ':')}:`
  const at = text.indexOf(start)
  const version =
    at < 0
      ? undefined
      : /^[^"'\s:@${}]{1,64}(?=["':@])/.exec(text.slice(at + start.length, at + start.length + 80))?.[0]
  return version === undefined ? absent : range(version)
}

/** A version with the properties of the same file put in; null where one of them stands elsewhere. */
function resolve(version: string, pom: string): string | null {
  let resolved = version
  for (let round = 0; round < mostProperties; round += 1) {
    const name = /\$\{([\w.-]{1,64})\}/.exec(resolved)?.[1]
    if (name === undefined) return resolved
    const value = elementIn(pom, name)
    if (value === null) return null
    resolved = resolved.replace(`\${${name}}`, value)
  }
  return null
}

function elementIn(text: string, name: string): string | null {
  const start = text.indexOf(`<${name}>`)
  const end = start < 0 ? -1 : text.indexOf(`</${name}>`, start)
  const value = end < 0 ? '' : text.slice(start + name.length + 2, end).trim()
  return value === '' || value.length > 128 ? null : value
}
