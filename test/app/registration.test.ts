import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../src/app/read-settings.ts'
import { freePort, until } from './helpers.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const webhookUrl = 'https://headwater.example.com/api/github/webhooks'

/** A folder as a fresh clone is: a manifest and no `.env`. */
let folder: string
let page: string
let setUp: (secrets: object) => Promise<void>
let stop: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-registration-'))
  for (const name of ['app.yml', 'package.json']) await cp(join(root, name), join(folder, name))
  const port = await freePort()
  const probot = spawn(process.execPath, [join(root, 'node_modules/probot/bin/probot.js'), 'run', './dist/index.js'], {
    cwd: folder,
    stdio: 'ignore',
    env: { WEBHOOK_PROXY_URL: webhookUrl, GH_ORG: 'acme', PORT: String(port) },
  })
  const address = `http://localhost:${port}/probot`
  await until(async () => {
    page = await fetch(address).then(
      (answer) => answer.text(),
      () => '',
    )
    return page !== ''
  })
  setUp = async (secrets) => {
    await fetch(`${address}/import`, { method: 'POST', body: JSON.stringify(secrets) })
  }
  stop = async () => {
    probot.kill('SIGKILL')
    await once(probot, 'exit')
  }
})
afterAll(async () => {
  await stop()
  await rm(folder, { recursive: true })
})

describe("Probot's setup page", () => {
  it('registers the App in the organisation by app.yml, with its webhook where GitHub reaches it', async () => {
    const manifest = JSON.parse(/value='(\{.*?\})'/.exec(page)?.[1] ?? '')
    expect(manifest).toMatchObject(load(await readFile(join(root, 'app.yml'), 'utf8')) as object)
    expect(manifest.hook_attributes).toEqual({ url: webhookUrl })
    expect(page).toContain('action="https://github.com/organizations/acme/settings/apps/new"')
  })

  it('writes an .env that the App reads', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    await setUp({ appId: '1001', pem, webhook_secret: 'as long as what GitHub makes' })
    expect(readSettings(parseEnv(await readFile(join(folder, '.env'), 'utf8')))).toMatchObject({
      appId: 1001,
      privateKey: pem,
      webhookSecret: 'as long as what GitHub makes',
    })
  })
})

describe('the permissions of the manifest', () => {
  it('have their reasons in the docs', async () => {
    const manifest = load(await readFile(join(root, 'app.yml'), 'utf8')) as {
      default_permissions: Record<string, string>
      default_events: string[]
    }
    const docs = await readFile(join(root, 'docs/permissions.md'), 'utf8')
    for (const [name, level] of Object.entries(manifest.default_permissions))
      expect(docs).toContain(`| ${name.replaceAll('_', ' ')} | ${level} | `)
    for (const event of manifest.default_events) expect(docs).toContain(`| ${event} | `)
  })
})
