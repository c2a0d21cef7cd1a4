import { expect, it } from 'vitest'
import { nearestDependencies } from '../../../src/diagnosis/expressions/nearest-dependencies.ts'
import { makeOwned } from '../make-owned.ts'

const { graph } = makeOwned(
  ['shop'],
  {
    router: ['logger', 'paths', 'cookies'],
    logger: ['units'],
    paths: ['tokens'],
    cookies: [],
    units: [],
    tokens: ['router'],
    elsewhere: [],
  },
  [],
  'npm',
)
const router = graph.packages.findIndex(({ name }) => name === 'router')
const names = (texts: readonly (readonly string[])[], most = 10) =>
  nearestDependencies(graph, [router], texts, most).map(
    (candidate) => `${graph.packages[candidate.package]?.name} ${candidate.distance}`,
  )

it('looks first into what the running file asks for, and what that depends on', () => {
  const running = `const paths = require('paths')`
  expect(names([[running], [running, `require('cookies')`]])).toEqual([
    'paths 1',
    'tokens 2',
    'cookies 1',
    'logger 1',
    'units 2',
  ])
})

it('goes by the graph alone where the code is not known', () => {
  expect(names([])).toEqual(['logger 1', 'paths 1', 'cookies 1', 'units 2', 'tokens 2'])
})

it('stops at as many as are wanted', () => {
  expect(names([], 2)).toEqual(['logger 1', 'paths 1'])
})
