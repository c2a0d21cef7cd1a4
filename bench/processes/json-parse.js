/** What reading a `.cpuprofile` by `JSON.parse` takes, with the same use: its tree, and what each function took itself. */
import { readFileSync } from 'node:fs'

const { nodes, samples, timeDeltas, endTime } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const indices = new Map(nodes.map(({ id }, index) => [id, index]))
const parents = new Int32Array(nodes.length).fill(-1)
for (const [index, { children = [] }] of nodes.entries()) for (const id of children) parents[indices.get(id)] = index

const weights = new Float64Array(nodes.length)
let now = 0
for (let sample = 0; sample < samples.length; sample++) {
  now += timeDeltas[sample]
  const microseconds = sample + 1 < samples.length ? timeDeltas[sample + 1] : endTime - now
  weights[indices.get(samples[sample])] += Math.max(0, microseconds)
}
const self = new Map()
for (const [index, { callFrame }] of nodes.entries()) {
  const { functionName, url, lineNumber } = callFrame
  const key = `${functionName} ${url} ${lineNumber}`
  self.set(key, (self.get(key) ?? 0) + weights[index])
}
const total = [...self.values()].reduce((sum, weight) => sum + weight, 0)
process.stdout.write(`${total * 1000} in ${parents.filter((parent) => parent !== -1).length} nodes`)
