import type { Quote } from './judge-rules.ts'

/** A sentence of upstream's within one of ours. */
export function quoteRule({ path, text }: Quote): string {
  return `‘${text.replace(/[.\s]+$/, '')}’ (\`${path}\`).`
}
