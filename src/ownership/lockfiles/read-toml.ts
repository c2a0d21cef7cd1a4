import { parse, TomlError } from 'smol-toml'
import type { ServiceFile } from '../types.ts'
import type { Fields } from './fields.ts'
import { malformed } from './malformed.ts'

/**
 * Reads a TOML file.
 *
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readToml(file: ServiceFile): Fields {
  try {
    return parse(file.text.replace(/^\uFEFF/, ''), { maxDepth: 64 })
  } catch (error) {
    if (error instanceof TomlError) {
      const reason = (error.message.split('\n', 1)[0] ?? '').replace('Invalid TOML document: ', '')
      throw malformed(file.path, error.line, `not valid TOML (${reason})`, error)
    }
    // Dotted headers nest without the reader's own bound.
    throw malformed(file.path, 1, 'not valid TOML that can be read (nested too deep)', error)
  }
}
