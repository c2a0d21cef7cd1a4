import type { Package, ServiceFile } from '../types.ts'
import { unsupported } from './malformed.ts'

/**
 * Refuses bun.lockb, bun's binary lockfile until 1.2, unless the bun.lock that replaced it lies beside it.
 *
 * @param lockfile a bun.lockb
 * @param manifests the service's bun.lock files
 * @throws HeadwaterError `lockfile-unsupported` with the command that converts it
 */
export function refuseBunLockb(lockfile: ServiceFile, manifests: readonly ServiceFile[]): Package[] {
  const successor = `${lockfile.path.slice(0, -'bun.lockb'.length)}bun.lock`
  if (manifests.some(({ path }) => path === successor)) return []
  const command = 'bun install --save-text-lockfile --frozen-lockfile --lockfile-only'
  throw unsupported(lockfile.path, "bun's binary lockfile", `bun.lock, which \`${command}\` writes`)
}
