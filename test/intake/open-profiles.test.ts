import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openProfiles } from '../../src/intake/index.ts'
import { writeZip } from './write-zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwater-open-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const nextFile = () => join(folder, `unpacked-${files++}`)

async function open(name: string, content: Uint8Array | string) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const opened = await openProfiles(path, nextFile)
  return Promise.all(
    opened.map(async ({ source, error }) => {
      if (source === null) return error.message.replace(folder, '')
      let text = ''
      for await (const piece of source.open()) text += Buffer.from(piece).toString()
      return `${source.name.replace(folder, '')}: ${text}`
    }),
  )
}

describe('what is given on the command line', () => {
  it('is the file itself where it is no archive', async () => {
    expect(await open('profile.folded', 'main;total 3\n')).toEqual(['/profile.folded: main;total 3\n'])
  })

  it('is every file of an archive', async () => {
    const archive = writeZip([
      { name: 'run/before.folded', content: 'main;total 3\n' },
      { name: 'run/after.folded', content: 'main;total 5\n' },
    ])
    expect(await open('runs.zip', archive)).toEqual([
      '/runs.zip: before.folded: main;total 3\n',
      '/runs.zip: after.folded: main;total 5\n',
    ])
  })

  it('is refused where the archive holds a trace of Instruments', async () => {
    const archive = writeZip([{ name: 'run.trace/instrument_data/1.run.zip', content: 'PK' }])
    expect(await open('run.trace.zip', archive)).toEqual([
      expect.stringMatching(/^\/run\.trace\.zip: it holds a trace of Instruments, .*`instrumentsToPprof FILE\.txt`/),
    ])
  })
})
