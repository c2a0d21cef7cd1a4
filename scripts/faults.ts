/**
 * Walks the whole arc again and again on a harsh stand-in, from the label to the withdrawal, and lets calls to GitHub go wrong:
 * in each step one, another one each time; with --together some, far from each other, which takes fewer walks; or, with --random,
 * any of them. Prints what people see then and would not have seen, and ends with status 1 where something is missing and nobody
 * says so.
 *
 * npm run test:faults [-- --strike 500] [--together 3] [--from 0] [--minutes 30] [--seed 1] [--random 0.02]
 */
import { parseArgs } from 'node:util'
import {
  carryOver,
  isBorne,
  isSame,
  type Strike,
  type Struck,
  strikeCalls,
  strikes,
  type Target,
} from '../test/app/faults/strike.ts'
import { type Arc, describeIncident, startArc, steps } from '../test/app/faults/walk-arc.ts'

const { values } = parseArgs({
  options: {
    strike: { type: 'string', multiple: true },
    together: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    minutes: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    random: { type: 'string' },
  },
})
const wanted = strikes.filter((strike) => values.strike === undefined || values.strike.includes(strike))
const end = Date.now() + Number(values.minutes) * 60_000
const seed = Number(values.seed)
const together = Number(values.together)

/** What each step asks of GitHub and shows when all goes well. */
interface Clean {
  /** The calls of the App that are unlike the ones before, by their number. */
  readonly calls: readonly number[]
  readonly shown: readonly string[]
}

async function walkClean(): Promise<Map<string, Clean>> {
  const arc = await startArc()
  const clean = new Map<string, Clean>()
  try {
    for (const { name, walk } of steps) {
      const before = arc.app.standin.requests.length
      await walk(arc)
      const asked = arc.app.standin.requests.slice(before).filter(({ actor }) => actor.kind !== 'user')
      const kinds = asked.map(({ method, path }) => `${method} ${path.replaceAll(/[0-9a-f]{40}|\d+/g, 'N')}`)
      const calls = kinds.flatMap((kind, index) => (kinds.indexOf(kind) === index ? [index] : []))
      clean.set(name, { calls, shown: await describeIncident(arc) })
      console.log(`${name}: ${asked.length} calls, ${calls.length} unlike`)
    }
  } finally {
    await arc.app.stop()
  }
  return clean
}

/** Walks the arc with one call of each step gone wrong, until something is missing. */
async function walkStruck(clean: ReadonlyMap<string, Clean>, turn: number): Promise<Struck[]> {
  const arc = await startArc()
  const all: Struck[] = []
  const carried: Struck[] = []
  try {
    for (const [index, { name, walk }] of steps.entries()) {
      const { calls, shown } = clean.get(name) ?? { calls: [], shown: [] }
      const target = targetOf(calls, turn * 7919 + index * 31 + seed * 17)
      const struck = await strikeCalls(
        arc.app.standin,
        name,
        target,
        () => walk(arc),
        () => describeIncident(arc),
        [shown, ...carried.map((earlier) => carryOver(shown, earlier))],
      )
      tell(struck)
      all.push(struck)
      if (!isBorne(struck)) break
      if (!isSame(struck)) carried.push(struck)
    }
  } finally {
    await arc.app.stop()
  }
  return all
}

/** How many targets the calls of a step make: each call is in one for each strike. */
function countTargets(calls: readonly number[]): number {
  return Math.ceil(calls.length / together) * wanted.length
}

/** @param number any; as many numbers in a row as there are targets give each once */
function targetOf(calls: readonly number[], number: number): Target {
  const target = number % countTargets(calls)
  const first = Math.floor(target / wanted.length)
  const apart = Math.ceil(calls.length / together)
  return {
    strike: wanted[target % wanted.length] as Strike,
    calls: calls.filter((_, index) => index % apart === first),
  }
}

async function walkAtRandom(clean: ReadonlyMap<string, Clean>, share: number, turn: number): Promise<Struck[]> {
  const arc: Arc = await startArc({ clockFactor: 10, lostShare: share, randomSeed: seed * 1000 + turn })
  try {
    for (const { walk } of steps) await walk(arc)
    const shown = [...clean.values()].at(-1)?.shown ?? []
    const none = { strike: 'cut', calls: [] } as const
    const struck = await strikeCalls(
      arc.app.standin,
      'all of it',
      none,
      async () => {},
      () => describeIncident(arc),
      [shown],
    )
    tell(struck)
    return [struck]
  } finally {
    await arc.app.stop()
  }
}

function tell(struck: Struck): void {
  const { step, strike, calls, requests, gained, lost } = struck
  console.log(
    `${isBorne(struck) ? (isSame(struck) ? 'same' : 'told') : 'LOST'} ${step} ${calls.join(', ')}: ${strike} at ${requests.join(', ') || 'nothing'}`,
  )
  for (const line of lost.slice(0, 12)) console.log(`    - ${line}`)
  for (const line of gained.slice(0, 12)) console.log(`    + ${line}`)
}

const clean = await walkClean()
const turns = Math.max(...[...clean.values()].map(({ calls }) => countTargets(calls)))
const all: Struck[] = []
for (let turn = Number(values.from); Date.now() < end && turn < turns; turn += 1) {
  try {
    const share = values.random
    const struck = share === undefined ? await walkStruck(clean, turn) : await walkAtRandom(clean, Number(share), turn)
    all.push(...struck)
  } catch (error) {
    console.log(`LOST turn ${turn}: ${error instanceof Error ? error.stack : String(error)}`)
    process.exitCode = 1
  }
}
const told = all.filter((struck) => !isSame(struck) && isBorne(struck)).length
const silent = all.filter((struck) => !isBorne(struck)).length
console.log(
  `${all.flatMap(({ requests }) => requests).length} calls gone wrong in ${all.length} steps: ` +
    `${all.filter(isSame).length} completed as if nothing had happened, ${told} told what is missing, ${silent} did neither`,
)
if (silent > 0) process.exitCode = 1
