import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { ApplicationFunctionOptions, Probot } from 'probot'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createHttpServer, webhookPath } from '../../src/app/http-server.ts'
import { noPackageClients, startService } from '../../src/app/index.ts'
import headwater from '../../src/index.ts'
import { runHeadwater } from '../cli/run-headwater.ts'
import { startStandin } from '../standin/index.ts'
import { embeddedDatabase, silentLog } from './helpers.ts'
import { seed, settingsFor } from './start-app.ts'

const noSecret = { APP_ID: '1001', PRIVATE_KEY: '', PRIVATE_KEY_PATH: '', WEBHOOK_SECRET: '' }

describe('an App without a webhook secret', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('is not served', async () => {
    const { status, stderr } = await runHeadwater(['serve'], undefined, noSecret)
    expect(stderr).toMatch(/^headwater: environment: WEBHOOK_SECRET must have at least 16 characters[^\n]*\n$/)
    expect(status).toBe(2)
  })

  it('is not run by Probot, which would take a publicly known one', async () => {
    for (const [name, value] of Object.entries(noSecret)) vi.stubEnv(name, value)
    const probot = {} as Probot
    const options = {} as ApplicationFunctionOptions
    await expect(headwater(probot, options)).rejects.toThrow(/WEBHOOK_SECRET/)
  })
})

describe('the service', () => {
  it('needs a database server to be split into web and worker', async () => {
    const standin = await startStandin(seed)
    const start = startService({
      settings: settingsFor(standin),
      clock: () => new Date(),
      packages: noPackageClients,
      isWeb: true,
      isWorker: false,
    })
    await expect(start).rejects.toThrow(/set DATABASE_URL/)
    await standin.close()
  })

  it('answers whether it lives and can store jobs, and gives its folder back when it stops', async () => {
    const standin = await startStandin(seed)
    const dataFolder = await embeddedDatabase()
    const options = {
      settings: { ...settingsFor(standin), dataFolder },
      clock: () => new Date(),
      packages: noPackageClients,
      isWeb: true,
      isWorker: true,
    }
    for (let time = 0; time < 2; time++) {
      const service = await startService(options)
      expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
      expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
      expect((await fetch(`${service.url}/`)).status).toBe(404)
      await service.stop()
    }
    await standin.close()
    await rm(dataFolder, { recursive: true })
  })

  it('lives but is not ready while jobs cannot be stored', async () => {
    const server = createHttpServer({
      webhooks: { isSigned: async () => true, handle: () => expect.unreachable() },
      check: async () => Promise.reject(new Error('away')),
      log: silentLog,
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await fetch(`${url}${webhookPath}`)).status).toBe(405)
    server.close()
  })
})
