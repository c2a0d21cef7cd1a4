import { parse } from 'smol-toml'
import { attempt } from '../../attempt.ts'

/** @returns null where the text is no TOML */
export function readToml(text: string): unknown {
  return attempt(() => parse(text, { maxDepth: 64 }))
}

/** @returns null where the text is no JSON */
export function readJson(text: string): unknown {
  return attempt(() => JSON.parse(text))
}
