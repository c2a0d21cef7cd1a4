// What a Debian or Ubuntu image has installed, for the owners of shared objects. Three forms, told apart by their lines: the table of
// `dpkg -l`, the pairs of `dpkg-query -W` (name, version), and the stanzas of /var/lib/dpkg/status.
// Specified by dpkg-query(1), deb-control(5) and Debian policy 8.1 (a library package is named after the soname).

import type { Package, ServiceFile } from '../types.ts'
import { malformed } from './malformed.ts'
import { PackageList } from './package-list.ts'
import { showText } from './show-text.ts'
import { sonamesOf } from './sonames-of.ts'

interface Installed {
  /** From 1. */
  readonly line: number
  readonly name: string
  readonly version: string
  /** Names that it depends on; of alternatives the first. */
  readonly asks: readonly string[]
}

/**
 * @param lockfile a list of installed Debian packages
 * @returns the packages, with edges where the list states them
 * @throws HeadwaterError `lockfile-malformed` with the line
 */
export function parseDpkgList(lockfile: ServiceFile): Package[] {
  const isStatus = /^[A-Z][\w-]*: /.test(lockfile.text.trimStart())
  const installed = isStatus ? readStanzas(lockfile.text) : readLines(lockfile)
  const namespace = installed.some(({ version }) => version.includes('ubuntu')) ? 'ubuntu' : 'debian'
  const list = new PackageList('deb', lockfile.path)
  const byName = new Map<string, number>()
  const indices = installed.map(({ line, name, version }) => {
    const index = list.add(`${name} ${version}`, line, {
      name,
      version,
      own: false,
      visibility: 'unstated',
      repository: null,
      libraryNames: [...sonamesOf(name), name],
      purlParts: { namespace },
    })
    byName.set(name, index)
    return index
  })
  for (const [place, { asks }] of installed.entries()) {
    for (const name of asks) {
      const to = byName.get(name)
      if (to !== undefined) list.link(indices[place] ?? 0, to)
    }
  }
  return list.finish('asked-by-own-or-none')
}

function readLines(lockfile: ServiceFile): Installed[] {
  const installed: Installed[] = []
  for (const [index, text] of lockfile.text.split('\n').entries()) {
    const content = text.trim()
    // The head of the table, and comments.
    if (content === '' || /^(?:#|Desired=|\||\+\+\+-)/.test(content)) continue
    const words = content.split(/\s+/)
    // The table's first column: what is wanted, what is, and an error flag. Removed packages may have left their configuration.
    const status = words.length > 2 && /^[uihrp][a-zA-Z]R?$/.test(words[0] ?? '') ? words[0] : undefined
    const [name = '', version] = status === undefined ? words : words.slice(1)
    if (status !== undefined && status[1] !== 'i') continue
    if (!/^[a-z0-9][a-z0-9+.-]*(?::[a-z0-9-]+)?$/.test(name) || words.length > 2 !== (status !== undefined)) {
      const accepted = 'the output of `dpkg -l` or `dpkg-query -W`, or /var/lib/dpkg/status'
      throw malformed(
        lockfile.path,
        index + 1,
        `${showText(content)} names no installed package; accepted: ${accepted}`,
      )
    }
    // Without a version it is known, but not installed.
    if (version === undefined) continue
    installed.push({ line: index + 1, name: withoutArchitecture(name), version, asks: [] })
  }
  return installed
}

function readStanzas(text: string): Installed[] {
  const installed: Installed[] = []
  let line = 1
  for (const stanza of text.split(/\r?\n\r?\n/)) {
    const fields = new Map<string, string>()
    for (const raw of stanza.split('\n')) {
      const colon = raw.indexOf(':')
      if (colon > 0 && !/^\s/.test(raw)) fields.set(raw.slice(0, colon), raw.slice(colon + 1).trim())
    }
    const name = fields.get('Package')
    const version = fields.get('Version')
    if (name !== undefined && version !== undefined && /\binstalled$/.test(fields.get('Status') ?? 'installed')) {
      const asks = [fields.get('Depends'), fields.get('Pre-Depends')].flatMap(namesIn)
      installed.push({ line, name, version, asks })
    }
    line += stanza.split('\n').length + 1
  }
  return installed
}

/** `libc6 (>= 2.34), default-mta | mail-transport-agent`: the names before a version, the first of alternatives. */
function namesIn(relation: string | undefined): string[] {
  const names = (relation ?? '').split(',').map((one) => withoutArchitecture(one.trim().split(/[\s|(]/, 1)[0] ?? ''))
  return names.filter((name) => name !== '')
}

function withoutArchitecture(name: string): string {
  return name.split(':', 1)[0] ?? name
}
