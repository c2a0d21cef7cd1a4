import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { ServiceFile } from '../types.ts'
import { type Fields, field, isFields } from './fields.ts'
import { malformed } from './malformed.ts'

const deepest = 64

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // A version `1.10` must not become 1.1.
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: deepest,
})

/**
 * Reads an XML file: an element is a field of its parent, a list where there are several of one name; attributes begin with `@`.
 * A document type is refused, since the entities that it declares can stand for anything of any size; the five entities that
 * XML has without it stay as they are written, since no name or version needs them.
 *
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function readXml(file: ServiceFile): Fields {
  const text = file.text.replace(/^\uFEFF/, '')
  const doctype = text.indexOf('<!DOCTYPE')
  if (doctype >= 0) {
    throw malformed(file.path, lineAt(text, doctype), 'a document type; accepted: XML without <!DOCTYPE')
  }
  const found = XMLValidator.validate(text)
  if (found !== true) throw malformed(file.path, found.err.line, `not valid XML (${found.err.code})`)
  try {
    const document: unknown = parser.parse(text)
    return isFields(document) ? document : {}
  } catch (error) {
    const accepted = `elements nested up to ${deepest} deep, none of them called constructor, prototype or __proto__`
    throw malformed(file.path, 1, `not XML that can be read; accepted: ${accepted}`, error)
  }
}

/** The elements of a name below a parent, of which a reader makes nothing, a value or a list. */
export function elements(parent: unknown, name: string): readonly unknown[] {
  const found = field(parent, name)
  if (found === undefined) return []
  return Array.isArray(found) ? found : [found]
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
