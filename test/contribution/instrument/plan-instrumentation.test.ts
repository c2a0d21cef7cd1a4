import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Instrumentation,
  type InstrumentationQuestion,
  planInstrumentation,
} from '../../../src/contribution/instrument/index.ts'

const question: InstrumentationQuestion = {
  shape: 'busy-loop',
  ecosystem: 'npm',
  service: 'Checkout-API.v2',
  incident: '#12',
  folder: null,
  paths: ['package.json', 'src/index.js'],
}

function planned(part: Partial<InstrumentationQuestion>): Instrumentation {
  const plan = planInstrumentation({ ...question, ...part })
  if (typeof plan === 'string') throw new Error(plan)
  return plan
}

describe('instrumentation', () => {
  for (const ecosystem of ['cargo', 'npm'] as const) {
    it(`for ${ecosystem} is a metric, an alert rule, a profile on alarm and what to wire by hand`, () => {
      const { files, folder, wire } = planned({ ecosystem })
      expect(folder).toBe('instrumentation/busy-loop')
      expect(wire.length).toBeGreaterThan(2)
      for (const { path, text } of files) {
        expect(path.startsWith('instrumentation/busy-loop/')).toBe(true)
        expect(text).not.toMatch(/<%|%>/)
      }
      expect(files.map(({ text }) => text).join('')).toContain('checkout_api_v2_')
    })

    it(`for ${ecosystem} alerts on metrics that its own code counts, in rules that are YAML`, () => {
      const { files } = planned({ ecosystem })
      const rules = load(files.find(({ path }) => path.endsWith('alerts.yml'))?.text ?? '')
      expect(rules).toHaveProperty('groups.0.rules.0.labels.severity', 'page')
      const code = files.filter(({ path }) => /\.(?:rs|mjs)$/.test(path)).map(({ text }) => text)
      const metrics = JSON.stringify(rules).match(/checkout_api_v2_\w+(?:_total|_ratio)/g) ?? []
      expect(metrics.length).toBeGreaterThan(0)
      for (const metric of metrics) expect(code.join('')).toContain(metric)
    })
  }

  it('is whole where it is Rust: every bracket is closed', () => {
    const code = planned({ ecosystem: 'cargo' }).files.find(({ path }) => path.endsWith('.rs'))?.text ?? ''
    for (const [open, close] of ['{}', '()', '[]'] as const) {
      expect(code.split(open ?? '').length, open).toBe(code.split(close ?? '').length)
    }
  })

  it('goes into a folder that nobody has, or below the one that the configuration names', () => {
    const taken = ['Instrumentation/Busy-Loop/x.md', 'instrumentation/busy-loop-2/y.md']
    expect(planned({ paths: taken }).folder).toBe('instrumentation/busy-loop-3')
    expect(planned({ folder: 'ops/alerts/' }).folder).toBe('ops/alerts/busy-loop')
  })

  const prefixes: readonly (readonly [string, string])[] = [
    ['99-bottles', 'bottles_'],
    ['日本', 'service_'],
    ['<%evil%>"', 'evil_'],
  ]
  for (const [service, prefix] of prefixes) {
    it(`names the metrics of ${service} ${prefix}…`, () => {
      expect(
        planned({ service })
          .files.map(({ text }) => text)
          .join(''),
      ).toContain(` ${prefix}event_loop_stalls_total`)
    })
  }

  it('is not made up where there is none', () => {
    expect(planInstrumentation({ ...question, shape: 'gc-pressure' })).toContain('for the shape gc-pressure yet')
    expect(planInstrumentation({ ...question, ecosystem: 'golang' })).toContain('in this language yet')
    expect(planInstrumentation({ ...question, ecosystem: null })).toContain('in this language yet')
  })
})

describe('the watch of an event loop, run', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwater-watch-'))
    for (const { path, text } of planned({}).files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('records a profile of a loop that never returns by itself, and counts the stall', async () => {
    await writeFile(
      join(folder, 'service.mjs'),
      `import { existsSync, readdirSync } from 'node:fs'
import { watchBusyLoop } from './instrumentation/busy-loop/busy-loop-watch.mjs'
const watch = watchBusyLoop({ folder: 'profiles', stallMs: 300, profileMs: 300 })
setTimeout(function spinUntilProfiled() {
  const end = Date.now() + 20_000
  while (Date.now() < end && (!existsSync('profiles') || readdirSync('profiles').length === 0));
  setTimeout(async () => {
    console.log(watch.metrics())
    await watch.stop()
  }, 500)
}, 500)
`,
    )
    const child = spawn(process.execPath, ['service.mjs'], { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(output).toContain('checkout_api_v2_event_loop_stalls_total 1\n')
    expect(output).toContain('checkout_api_v2_profiles_on_alarm_total 1\n')
    const [name = ''] = await readdir(join(folder, 'profiles'))
    expect(name).toMatch(/^checkout_api_v2-\d{8}T\d{6}Z\.cpuprofile$/)
    expect(await readFile(join(folder, 'profiles', name), 'utf8')).toContain('spinUntilProfiled')
  }, 30_000)
})
