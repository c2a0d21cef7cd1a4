// A bill of materials in JSON: CycloneDX or SPDX, told apart by what the file says of itself. The way in for everything that has no
// lockfile of its own.

import type { Package, ServiceFile } from '../types.ts'
import { field, isFields, textOf } from './fields.ts'
import { unsupported } from './malformed.ts'
import { readJson } from './read-json.ts'
import { parseCyclonedx } from './sbom/parse-cyclonedx.ts'
import { parseSpdx } from './sbom/parse-spdx.ts'

/**
 * @param lockfile a bill of materials
 * @throws HeadwaterError `lockfile-malformed` or `lockfile-unsupported`
 */
export function parseSbom(lockfile: ServiceFile): Package[] {
  const document = readJson(lockfile)
  // GitHub's export wraps the document.
  const wrapped = field(document, 'sbom')
  const bill = isFields(wrapped) ? wrapped : document
  if (textOf(bill, 'bomFormat') === 'CycloneDX') return parseCyclonedx(lockfile, bill)
  if (textOf(bill, 'spdxVersion') !== null) return parseSpdx(lockfile, bill)
  const what = field(bill, '@context') === undefined ? 'neither CycloneDX nor SPDX 2' : 'SPDX 3 or other JSON-LD'
  throw unsupported(lockfile.path, what, 'CycloneDX 1.2 to 1.7, SPDX-2.2 and SPDX-2.3, in JSON')
}
