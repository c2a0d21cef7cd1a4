import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/app/read-settings.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const complete = { APP_ID: '1001', PRIVATE_KEY: pem, WEBHOOK_SECRET: 'a long and random text' }

describe('the settings of the App', () => {
  it('are complete with an App, its key and a webhook secret', () => {
    expect(readSettings(complete)).toMatchObject({
      appId: 1001,
      apiUrl: 'https://api.github.com',
      databaseUrl: null,
      port: 3000,
      pacing: true,
    })
  })

  it('take the key as base64, as hosts without multi-line variables need it', () => {
    const settings = readSettings({ ...complete, PRIVATE_KEY: Buffer.from(pem).toString('base64') })
    expect(settings.privateKey.trim()).toBe(pem.trim())
  })

  it('name another host without the slash at its end', () => {
    expect(readSettings({ ...complete, GITHUB_API_URL: 'http://127.0.0.1:4001/' }).apiUrl).toBe('http://127.0.0.1:4001')
  })

  const refused = {
    'no webhook secret': [{ WEBHOOK_SECRET: undefined }, /^environment: WEBHOOK_SECRET must be set: choose/],
    'an empty webhook secret': [{ WEBHOOK_SECRET: '' }, /^environment: WEBHOOK_SECRET must have at least 16/],
    'the webhook secret that Probot would take': [
      { WEBHOOK_SECRET: 'development' },
      /WEBHOOK_SECRET must have at least 16/,
    ],
    'no App': [{ APP_ID: undefined }, /^environment: APP_ID must be the App's number/],
    'an App by its name': [{ APP_ID: 'headwater' }, /^environment: APP_ID must be the App's number/],
    'no key': [{ PRIVATE_KEY: undefined }, /^environment: PRIVATE_KEY .* must be set/],
    'a key that is none': [{ PRIVATE_KEY: 'secret' }, /^environment: PRIVATE_KEY/],
    'a port that is none': [{ PORT: '70000' }, /^environment: PORT must be a port$/],
    'another database': [
      { DATABASE_URL: 'mysql://localhost/x' },
      /^environment: DATABASE_URL must be an address such as/,
    ],
  } as const
  for (const [what, [change, message]] of Object.entries(refused)) {
    it(`are refused with ${what}, in one line that says what to set`, () => {
      expect(() => readSettings({ ...complete, ...change })).toThrow(message)
    })
  }
})
