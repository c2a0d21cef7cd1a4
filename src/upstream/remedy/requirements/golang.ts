// go.mod, specified by https://go.dev/ref/mod#go-mod-file-require.

import { HeadwaterError } from '../../../errors.ts'
import { readGoRequirements } from '../../../ownership/index.ts'
import { absent, type Requirement, range } from './types.ts'

export function inGoMod(text: string, dependency: string): Requirement {
  try {
    const found = readGoRequirements({ path: 'go.mod', text }).find(({ path }) => path === dependency)
    return found === undefined ? absent : range(found.version)
  } catch (error) {
    if (error instanceof HeadwaterError) return absent
    throw error
  }
}
