// go.mod, specified by https://go.dev/ref/mod#go-mod-file-require.

import { readGoRequirements } from '../../../ownership/index.ts'
import { attempt } from '../../attempt.ts'
import { absent, type Requirement, range } from './types.ts'

export function inGoMod(text: string, dependency: string): Requirement {
  const found = attempt(() => readGoRequirements({ path: 'go.mod', text }))?.find(({ path }) => path === dependency)
  return found === undefined ? absent : range(found.version)
}
