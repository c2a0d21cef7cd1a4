import { readFileSync } from 'node:fs'
import { HeadwaterError } from '../errors.ts'

/** `templates/` stands beside `src/` and beside `dist/`. */
const folder = new URL('../../templates/', import.meta.url)

/**
 * A template's text.
 * @param name path below `templates/`, for instance `report/report.txt.mustache`
 * @throws HeadwaterError `internal` where the installation lacks it
 */
export function readTemplate(name: string): string {
  try {
    return readFileSync(new URL(name, folder), 'utf8')
  } catch (cause) {
    throw new HeadwaterError('internal', `templates/${name} is missing from this installation; run npm ci again`, {
      cause,
    })
  }
}
