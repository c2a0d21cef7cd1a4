import { describe, expect, it } from 'vitest'
import { runHeadwater } from './run-headwater.ts'

const wrong = { APP_ID: '1001', PRIVATE_KEY: '', PRIVATE_KEY_PATH: '', WEBHOOK_SECRET: '' }

describe('headwater doctor', () => {
  it('ends with 1 and says what to do where something is wrong', async () => {
    const { status, stdout, stderr } = await runHeadwater(['doctor'], undefined, wrong)
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(/^settings {5}FINDING {2}Environment: WEBHOOK_SECRET must have at least 16 characters/)
    expect(stdout).toMatch(/\n {22}Set it in the environment[\s\S]*\n\n1 finding\.\n$/)
  })

  it('says the same to programs', async () => {
    const { status, stdout } = await runHeadwater(['doctor', '--json'], undefined, wrong)
    expect(status).toBe(1)
    const { schema, findings } = JSON.parse(stdout)
    expect(schema).toBe('headwater/doctor@1')
    expect(findings).toHaveLength(8)
    expect(findings[0]).toMatchObject({ check: 'settings', state: 'finding' })
  })
})
