// `npm run demo`: the whole arc, first on the command line, then twice in an incident issue: while upstream had no fix, and
// today. Leaves everything that a person would see in demo-out/, and ends with status 1 where an answer is not the known one.
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { canonicalIncident } from './demo/canonical-incident.ts'
import { startWorld } from './demo/incident-world.ts'
import { diagnoseOnTheCommandLine } from './demo/on-the-command-line.ts'
import { walkOnceTheFixIsKnown } from './demo/once-the-fix-is-known.ts'
import { Story } from './demo/story.ts'
import { walkWhileTheIssueIsOpen } from './demo/while-the-issue-is-open.ts'

const out = new URL('../demo-out/', import.meta.url)
await rm(out, { recursive: true, force: true })
const story = new Story(out)

/** The one clock of stand-in and App: it runs as ours does, from another moment on. */
function clockFrom(moment: string): () => Date {
  const ahead = Date.parse(moment) - Date.now()
  return () => new Date(Date.now() + ahead)
}

async function walk(
  chapter: string,
  clock: () => Date,
  day: '2024-05-15' | 'today',
  steps: typeof walkOnceTheFixIsKnown,
) {
  story.begin(chapter, clock)
  const world = await startWorld(story, day, clock)
  try {
    await steps(story, world, out)
  } finally {
    await world.stop()
  }
}

try {
  console.log(`The incident\n\n${await readFile(canonicalIncident.text, 'utf8')}`)
  await diagnoseOnTheCommandLine(story, process.stdout.isTTY === true && !process.env.NO_COLOR)
  await walk(
    'In the incident issue, on 15 May 2024: upstream has no fix',
    clockFrom('2024-05-15T14:00:00Z'),
    '2024-05-15',
    walkWhileTheIssueIsOpen,
  )
  await walk('In the incident issue, today: the fix is known', () => new Date(), 'today', walkOnceTheFixIsKnown)
  await story.end()
  console.log(`\nEverything is in ${fileURLToPath(new URL('index.html', out))}`)
} catch (error) {
  console.error(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
