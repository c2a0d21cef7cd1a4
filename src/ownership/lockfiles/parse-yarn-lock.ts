import type { Package, ServiceFile } from '../types.ts'
import { parseYarnBerryLock } from './parse-yarn-berry-lock.ts'
import { parseYarnClassicLock } from './parse-yarn-classic-lock.ts'

/** Reads a yarn.lock, whose name does not tell the two formats apart: only yarn 2 and later write `__metadata`. */
export function parseYarnLock(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const parse = /^__metadata:/m.test(lockfile.text) ? parseYarnBerryLock : parseYarnClassicLock
  return parse(lockfile, manifests)
}
