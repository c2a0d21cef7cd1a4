import type { Package } from '../ownership/index.ts'

/** Whether a package's name may be told to anybody. */
export function mayBeNamed({ own, visibility }: Package): boolean {
  return !own && visibility !== 'private'
}
