import { parse } from 'smol-toml'
import { field, readXml } from '../ownership/index.ts'
import { attempt } from './attempt.ts'

/** @returns null where the text is no TOML */
export function readToml(text: string): unknown {
  return attempt(() => parse(text, { maxDepth: 64 }))
}

/** @returns null where the text is no JSON */
export function readJson(text: string): unknown {
  return attempt(() => JSON.parse(text))
}

/** @returns the root element of a pom; null where the text is no XML */
export function readPomProject(text: string): unknown {
  return field(
    attempt(() => readXml({ path: 'pom.xml', text })),
    'project',
  )
}
