import { createHash } from 'node:crypto'
import type { Package, ServiceFile } from '../../src/ownership/index.ts'
import type { Frame, Profile } from '../../src/profile/index.ts'
import { rebuildFrames } from './change-profile.ts'
import { renameCrates } from './rename-crates.ts'

/** Words that stand in many names; renaming them would rename others than the service's own. */
const shortest = 4

/** Gives every own package another name, in the service's files and in every frame: `acme/rule-store` is `acme/k3f2a…`. */
export interface Renaming {
  profile(profile: Profile): Profile
  files(files: readonly ServiceFile[]): ServiceFile[]
}

/** @param packages the service's own, whose names are replaced wherever they stand as words */
export function renameOwn(packages: readonly Package[]): Renaming {
  const words = new Set(packages.flatMap(({ name }) => wordsOf(name)))
  const spellings = new Map([...words].flatMap((word) => spellingsOf(word).map((one) => [one, disguise(word, one)])))
  const text = (value: string): string => {
    if (spellings.size === 0) return value
    return value.replace(pattern, (word) => spellings.get(word) ?? word)
  }
  const longestFirst = [...spellings.keys()].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<![A-Za-z0-9_-])(?:${longestFirst.join('|')})(?![A-Za-z0-9_-])`, 'g')
  const frame = (known: Frame): Frame => ({
    ...known,
    name: /^_R[CMXYNI]/.test(known.name) ? renameCrates(known.name, text) : text(known.name),
    file: known.file === null ? null : text(known.file),
    object: known.object === null ? null : text(known.object),
  })
  return {
    profile: (profile) => rebuildFrames(profile, frame),
    files: (files) => files.map((file) => ({ ...file, path: text(file.path), text: text(file.text) })),
  }
}

/** Of `com.acme:price-book`, `price-book`: what a module is called, without what it belongs to. */
function wordsOf(name: string): string[] {
  const last = name.split(/[/:]/).at(-1) ?? ''
  return last.length >= shortest && /^[\w-]+$/.test(last) ? [last] : []
}

/** As manifests write it and as languages do. */
function spellingsOf(word: string): string[] {
  return [...new Set([word, word.replaceAll('-', '_'), word.replaceAll('-', '')])]
}

/** Another name, of another length, that is spelled in the same way. */
function disguise(word: string, spelling: string): string {
  const hash = createHash('sha256').update(word).digest('hex')
  const [first, second] = [`k${hash.slice(0, 4)}`, `m${hash.slice(4, 9)}`]
  if (spelling.includes('-')) return `${first}-${second}`
  return spelling.includes('_') ? `${first}_${second}` : first + second
}
