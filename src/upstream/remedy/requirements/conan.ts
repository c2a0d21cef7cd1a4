// conanfile.txt and conanfile.py: references such as `libuv/1.47.0` and `libuv/[>=1.44 <2]`. Specified by
// https://docs.conan.io/2/reference/conanfile_txt.html.

import { absent, type Requirement, range } from './types.ts'

/** `name/version`, or `name/[range]`. */
const reference = /(?<![\w.+-])([\w.+-]{1,128})\/(\[[^\]]{1,128}\]|[\w.+-]{1,64})/g

export function inConanfile(text: string, dependency: string): Requirement {
  const stated = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => [...line.matchAll(reference)])
  const version = stated.find(([, name]) => name === dependency)?.[2]
  return version === undefined ? absent : range(version)
}
