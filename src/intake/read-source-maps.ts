import { lstat, readFile, realpath } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { largestMaps, mostMaps } from './source-map-bounds.ts'
import type { ServiceFile } from './types.ts'

/** A path of a script is looked for by so many of its last parts. */
const mostParts = 16

/**
 * The source maps of scripts, from the folder of a service's sources. A script that ran as `/srv/app/dist/server.js` is looked for as
 * `srv/app/dist/server.js`, `app/dist/server.js`, and so on; its map is where the script says, or beside it.
 *
 * What cannot be read is left out, and so is what lies outside the folder. Bounded in number and size.
 *
 * @param scripts paths, as a profile has them
 * @param urlOf where a script's text says that its map is; null where it says nothing
 * @returns maps, each named like its script with `.map` behind, and scripts that hold their maps
 */
export async function readSourceMaps(
  folder: string,
  scripts: readonly string[],
  urlOf: (text: string) => string | null,
): Promise<ServiceFile[]> {
  const root = await realpath(folder)
  const reader = new BoundedReader(root)
  const maps: ServiceFile[] = []
  for (const script of scripts.slice(0, mostMaps)) {
    for (const path of placesOf(script, root)) {
      const text = await reader.read(path)
      const url = text === null ? null : urlOf(text)
      const shown = relative(root, path).split(sep).join('/')
      if (text !== null && url?.startsWith('data:')) maps.push({ path: shown, text })
      else {
        const map = (await reader.read(mapBeside(path, url))) ?? (await reader.read(`${path}.map`))
        if (map !== null) maps.push({ path: `${shown}.map`, text: map })
        else if (text === null) continue
      }
      break
    }
  }
  return maps
}

/** Where a script can lie in the folder, longest path first. */
function placesOf(script: string, root: string): string[] {
  const parts = script.split(/[\\/]/).filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return []
  const last = parts.slice(-mostParts)
  return last.map((_, from) => join(root, ...last.slice(from)))
}

function mapBeside(script: string, url: string | null): string {
  const path = url === null ? '' : url.replace(/[?#].*$/s, '')
  return path === '' || /^[a-z][\w.+-]*:/i.test(path) ? `${script}.map` : resolve(script, '..', path)
}

/** Reads regular files below a folder, until it has read enough. */
class BoundedReader {
  readonly #root: string
  #left = largestMaps

  constructor(root: string) {
    this.#root = root + sep
  }

  /** Null for what is no file there, or larger than what may still be read. */
  async read(path: string): Promise<string | null> {
    try {
      if (!path.startsWith(this.#root) || !(await realpath(path)).startsWith(this.#root)) return null
      const found = await lstat(path)
      if (!found.isFile() || found.size > this.#left) return null
      this.#left -= found.size
      return await readFile(path, 'utf8')
    } catch {
      return null
    }
  }
}
