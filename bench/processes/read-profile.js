/** Headwater's reader: from the file to the tree, and what each function took itself. */
import { profileFile } from '../../dist/intake/profile-file.js'
import { pickMetric, readProfile } from '../../dist/profile/index.js'

const profile = await readProfile(await profileFile(process.argv[2]))
const { tree, frames, samples } = profile
const metric = pickMetric(profile)
const self = new Float64Array(frames.length)
for (let row = 0; row < samples.length; row++) {
  if (samples.metric[row] === metric) self[tree.frame[samples.node[row]]] += samples.weight[row]
}
const total = self.reduce((sum, weight) => sum + weight, 0)
process.stdout.write(`${total} in ${tree.length - 1} nodes`)
