/** How deep below the root lockfiles are looked for. */
export const deepestFolder = 8

/** In bytes. */
export const largestServiceFile = 64 * 1024 * 1024

/** Folders that hold others' code, builds or history. */
const skipped: ReadonlySet<string> = new Set([
  'node_modules',
  'target',
  'vendor',
  'dist',
  'build',
  '__pycache__',
  'bazel-out',
])

/** Whether a folder of this name is not entered: a hidden one other than `.cargo`, or one that holds no sources of the service. */
export function isSkipped(name: string): boolean {
  return (name.startsWith('.') && name !== '.cargo') || skipped.has(name)
}
