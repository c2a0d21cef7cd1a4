// What Ruby projects ask for: Gemfile (https://bundler.io/man/gemfile.5.html), gemspecs
// (https://guides.rubygems.org/specification-reference/#add_dependency), and the `DEPENDENCIES` that Gemfile.lock repeats.

import { absent, type Requirement, range } from './types.ts'

const quoted = /(["'])([^"']{1,128})\1/g

/** In a Gemfile or a gemspec; both are programs, of which the plain text is taken. */
export function inRuby(text: string, dependency: string): Requirement {
  for (const line of text.split('\n')) {
    const call = /^\s*(?:gem|[\w.]{1,32}\.add(?:_runtime)?_dependency)[\s(]+(.*)/.exec(line)?.[1]
    if (call === undefined) continue
    const [name, ...rest] = [...call.matchAll(quoted)].map(([, , inner = '']) => inner)
    if (name !== dependency) continue
    const ranges = rest.filter((one) => /^\s*(?:~>|[<>!]?=|[<>])?\s*\d/.test(one))
    return range(ranges.length === 0 ? '>= 0' : ranges.join(', '))
  }
  return absent
}

/** `  rack (~> 2.2, >= 2.2.3)` below DEPENDENCIES. */
export function inGemfileLock(text: string, dependency: string): Requirement {
  const lines = text.split(/\r?\n/)
  const start = lines.indexOf('DEPENDENCIES')
  if (start < 0) return absent
  for (const line of lines.slice(start + 1)) {
    const [, name, versions] = /^ {2}([\w.-]+)!?(?: \(([^)]*)\))?!?$/.exec(line) ?? []
    if (name === undefined) break
    if (name === dependency) return range(versions ?? '>= 0')
  }
  return absent
}
