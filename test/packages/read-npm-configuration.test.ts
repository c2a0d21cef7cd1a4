import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readNpmConfiguration } from '../../src/packages/read-npm-configuration.ts'

/** How an .npmrc takes a value from the environment. */
const fromEnvironment = '$'.concat('{ACME_TOKEN}')

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-npm-'))
  await writeFile(
    join(home, '.npmrc'),
    `@acme:registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=${fromEnvironment}\n`,
  )
})
afterAll(() => rm(home, { recursive: true }))

it("knows the registries and credentials of the user's .npmrc, with the environment's values in them", async () => {
  const configuration = await readNpmConfiguration({ HOME: home, ACME_TOKEN: 'secret' })
  expect(configuration).toMatchObject({
    '@acme:registry': 'https://npm.acme.example/',
    '//npm.acme.example/:_authToken': 'secret',
  })
})

it('knows what the environment sets', async () => {
  const configuration = await readNpmConfiguration({ HOME: home, npm_config_registry: 'https://mirror.example/npm/' })
  expect(configuration).toMatchObject({ registry: 'https://mirror.example/npm/' })
})

it('leaves the .npmrc of the folder that the command runs in aside', async () => {
  const service = await mkdtemp(join(tmpdir(), 'headwater-service-'))
  const before = process.cwd()
  try {
    await writeFile(join(service, 'package.json'), '{"name":"checkout"}')
    await writeFile(join(service, '.npmrc'), `registry=https://elsewhere.example/${fromEnvironment}/\n`)
    process.chdir(service)
    const configuration = await readNpmConfiguration({ HOME: home, ACME_TOKEN: 'secret' })
    expect(JSON.stringify(configuration)).not.toContain('elsewhere.example')
  } finally {
    process.chdir(before)
    await rm(service, { recursive: true })
  }
})

it('leaves the environment that it was given as it was', async () => {
  const env = { HOME: home }
  await readNpmConfiguration(env)
  expect(env).toEqual({ HOME: home })
})
