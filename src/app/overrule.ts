import { PackageURL } from 'packageurl-js'
import type { Diagnosis } from '../diagnosis/index.ts'
import type { Overruling } from '../report/index.ts'
import type { Work } from './jobs.ts'

/** A person's word against the verdict, and what they should know about it. */
export function overrule(
  { suspect, askedBy }: Work,
  { suspects, culprit }: Diagnosis,
): { readonly overruled: Overruling | null; readonly notice: string | null } {
  if (suspect === null) return { overruled: null, notice: null }
  const known = [...(culprit ? [culprit] : []), ...suspects].find(({ purl }) => isCalled(purl, suspect))
  return {
    overruled: { by: askedBy, culprit: known?.purl ?? suspect },
    notice: known ? null : `\`${suspect}\` is none of the suspects here, and stands on a person's word alone.`,
  }
}

/** By its purl, with or without the version, or by its name. */
function isCalled(purl: string, called: string): boolean {
  if (purl === called || purl.startsWith(`${called}@`)) return true
  const { namespace, name, version } = PackageURL.fromString(purl)
  const full = namespace ? `${namespace}/${name}` : name
  return [name, full, `${name}@${version}`, `${full}@${version}`].includes(called)
}
