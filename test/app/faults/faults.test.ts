import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IssueReference } from '../../standin/index.ts'
import { until } from '../helpers.ts'
import { incidentSeed, smallIncident } from '../incident-seed.ts'
import { type RunningApp, startApp } from '../start-app.ts'
import { isBorne, strikeCalls, strikes } from './strike.ts'
import { describeIncident, service } from './walk-arc.ts'

const patience = 240_000
let app: RunningApp
let expected: readonly string[]
let calls: number

beforeAll(async () => {
  app = await startApp(incidentSeed, undefined, undefined, { harsh: { clockFactor: 20 } })
  // The first report also asks for what is kept: tokens, and answers that do not change.
  await report(await open())
  const issue = await open()
  const before = app.standin.requests.length
  await report(issue)
  calls = app.standin.requests.slice(before).filter(({ actor }) => actor.kind !== 'user').length
  expected = await describeIncident({ app, issue })
}, patience)
afterAll(() => app.stop())

const open = () => app.standin.as('wendy').openIssue({ repository: service, title: 'CPU', body: smallIncident })

/** Labels an incident and waits until the App has said its last word. */
async function report(issue: IssueReference): Promise<void> {
  await app.standin.as('wendy').label(issue, 'incident-profile')
  await until(async () => (await app.comments(issue)).some((body) => /Hottest functions|given up/.test(body)), patience)
  const { requests } = app.standin
  for (let seen = -1; seen !== requests.length; await setTimeout(250)) seen = requests.length
}

/** The long form goes through every call of the whole arc: `npm run test:faults`. */
describe('a report is completed once, or people are told, although GitHub', () => {
  const moments = [0.15, 0.75]
  for (const strike of strikes) {
    for (const moment of strike === 'timeout-after-success' ? moments : [0.45]) {
      it(
        `answers one call with ${strike}, ${Math.round(moment * 100)} % of the way`,
        async () => {
          const issue = await open()
          const target = { strike, calls: [Math.floor(calls * moment)] }
          const act = () => report(issue)
          const struck = await strikeCalls(app.standin, 'report', target, act, () => describeIncident({ app, issue }), [
            expected,
          ])
          expect(struck.requests).toHaveLength(1)
          expect(isBorne(struck), JSON.stringify(struck, null, 2)).toBe(true)
          expect(await app.comments(issue)).toHaveLength(1)
        },
        patience,
      )
    }
  }
})
