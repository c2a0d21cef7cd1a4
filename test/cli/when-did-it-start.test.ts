import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { incidentPath } from '../incidents/read-incident.ts'
import { runHeadwater } from './run-headwater.ts'

const incident = 'node-ua-parser-devices'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-test-'))
  cpSync(incidentPath(incident, 'service'), folder, { recursive: true })
  const git = (...args: readonly string[]) => {
    const author = ['-c', 'user.name=ana', '-c', 'user.email=ana@acme.example', '-c', 'commit.gpgSign=false']
    execFileSync('git', ['-C', folder, ...author, ...args], { env: { ...process.env, GIT_COMMITTER_DATE: date } })
  }
  const lockfile = join(folder, 'package-lock.json')
  const locked = readFileSync(lockfile, 'utf8')
  let date = '2026-03-01T09:00:00Z'
  git('init', '--quiet')
  writeFileSync(lockfile, locked.replace(/(node_modules\/ua-parser-js": \{\s*"version": )"[^"]+"/, '$1"0.7.20"'))
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Begin')
  date = '2026-03-04T09:00:00Z'
  writeFileSync(lockfile, locked)
  git('commit', '--quiet', '--all', '--message', 'Bump ua-parser-js (#12)')
  writeFileSync(join(folder, 'incident.md'), '### Started at\n\n2026-03-05 07:30 UTC\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('tells which change of the lockfile came shortly before the incident, from git', async () => {
  const profile = incidentPath(incident, 'profile.cpuprofile.gz')
  const told = ['--repo', folder, '--incident', join(folder, 'incident.md'), '--offline']
  // As a hook of another repository would call it.
  const elsewhere = { GIT_DIR: join(folder, 'elsewhere'), GIT_WORK_TREE: tmpdir() }
  const { stdout, stderr, status } = await runHeadwater(['diagnose', profile, ...told], undefined, elsewhere)
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('The incident began on 2026-03-05 at 07:30 UTC.')
  expect(stdout).toMatch(/`ua-parser-js` 0\.7\.20 → 0\.7\.23, 23 hours before: Bump ua-parser-js \(#12\)/)
})
