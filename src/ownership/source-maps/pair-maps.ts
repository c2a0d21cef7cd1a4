import type { ServiceFile } from '../types.ts'

/**
 * Which map is whose: a map lies beside its script and has its name, `dist/server.js.map` for `/srv/app/dist/server.js`. Where the
 * folders are others (an image has `dist/` as `/app/`, a zip has no folders), the script with most folders in common has it.
 *
 * @returns the map of each script; a script that several maps fit alike has none, and so has a map that fits several scripts alike
 */
export function pairMaps(scripts: readonly string[], maps: readonly ServiceFile[]): Map<string, ServiceFile> {
  const byName = new Map<string, ServiceFile[]>()
  for (const map of maps) {
    const name = lastSegments(scriptOf(map))[0] ?? ''
    byName.set(name, [...(byName.get(name) ?? []), map])
  }
  const fitting = new Map<ServiceFile, { script: string | null; alike: number }>()
  for (const script of scripts) {
    const segments = lastSegments(script)
    const [best, second] = (byName.get(segments[0] ?? '') ?? [])
      .map((map) => ({ map, alike: countAlike(segments, lastSegments(scriptOf(map))) }))
      .sort((a, b) => b.alike - a.alike)
    if (best === undefined || best.alike === second?.alike) continue
    const other = fitting.get(best.map)
    if (other === undefined || other.alike < best.alike) fitting.set(best.map, { script, alike: best.alike })
    else if (other.alike === best.alike) fitting.set(best.map, { script: null, alike: best.alike })
  }
  return new Map([...fitting].flatMap(([map, { script }]) => (script === null ? [] : [[script, map] as const])))
}

function scriptOf({ path }: ServiceFile): string {
  return path.slice(0, -'.map'.length)
}

/** From the last one. */
function lastSegments(path: string): string[] {
  return path.split(/[\\/]/).reverse().slice(0, 32)
}

function countAlike(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((segment, at) => segment !== other[at])
  return differs < 0 ? one.length : differs
}
