import { PackageURL } from 'packageurl-js'
import type { Diagnosis } from '../diagnosis/index.ts'
import type { PersonsWord } from '../report/index.ts'
import type { Words } from './read-words.ts'

/** What people say, for the report. A named culprit is shown as the suspect that it is, where it is one. */
export function describeWords({ suspect, link, target }: Words, { suspects, culprit }: Diagnosis): PersonsWord[] {
  const words: PersonsWord[] = []
  if (suspect) {
    const known = [...(culprit ? [culprit] : []), ...suspects].find(({ purl }) => isCalled(purl, suspect.what))
    words.push({
      about: 'suspect',
      by: suspect.by,
      what: known?.purl ?? suspect.what,
      isSupported: known !== undefined,
    })
  }
  if (link) {
    const { owner, repo, issue } = link.what
    words.push({ about: 'link', by: link.by, what: `${owner}/${repo}#${issue}` })
  }
  if (target) words.push({ about: 'target', by: target.by, what: `${target.what.owner}/${target.what.repo}` })
  return words
}

/** By its purl, with or without the version, or by its name. */
export function isCalled(purl: string, called: string): boolean {
  if (purl === called || purl.startsWith(`${called}@`)) return true
  // What no lockfile gives to a package has a name only.
  if (!purl.startsWith('pkg:')) return false
  const { namespace, name, version } = PackageURL.fromString(purl)
  const full = namespace ? `${namespace}/${name}` : name
  return [name, full, `${name}@${version}`, `${full}@${version}`].includes(called)
}
