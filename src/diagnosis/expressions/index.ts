export { decideExpression } from './decide-expression.ts'
export { findHotExpression } from './find-hot-expression.ts'
export { leadsByExpression } from './leads-by-expression.ts'
export type { HotExpression, HotPattern } from './types.ts'
