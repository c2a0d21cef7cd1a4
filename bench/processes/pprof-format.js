/** What reading a pprof profile by pprof-format takes, with the same use: its tree, and what each function took itself. */
import { readFileSync } from 'node:fs'
import { Profile } from 'pprof-format'

const profile = Profile.decode(readFileSync(process.argv[2]))
const names = new Map(profile.function.map(({ id, name }) => [id, profile.stringTable.strings[Number(name)]]))
const locations = new Map(
  profile.location.map(({ id, line }) => [id, line.map(({ functionId }) => names.get(functionId))]),
)

/** Each node is a Map of its children by name. */
const root = new Map()
const self = new Map()
let nodes = 0
let total = 0
for (const { locationId, value } of profile.sample) {
  let node = root
  let leaf = ''
  for (let place = locationId.length - 1; place >= 0; place--) {
    for (const name of locations.get(locationId[place])?.toReversed() ?? []) {
      let child = node.get(name)
      if (child === undefined) {
        child = new Map()
        node.set(name, child)
        nodes++
      }
      node = child
      leaf = name
    }
  }
  const weight = Number(value[1])
  self.set(leaf, (self.get(leaf) ?? 0) + weight)
  total += weight
}
process.stdout.write(`${total} in ${nodes} nodes`)
