import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Finding } from '../app/index.ts'
import { cleanText } from '../contribution/index.ts'
import type { Output } from './output.ts'

/** `headwater doctor`: looks an installation of the App over. */
export function addDoctorCommand(program: Command, output: Output): void {
  program
    .command('doctor')
    .summary('check an installation of the App')
    .description(
      'Checks an installation of the App with the settings of `headwater serve`: credentials, permissions, webhook, what GitHub ' +
        'delivered, database, clone and push, attachments. Says what to do about each finding; ends with 1 where there is one.',
    )
    .option('--json', 'print the findings as one JSON object')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      if (existsSync('.env')) process.loadEnvFile('.env')
      const { examineInstallation } = await import('../app/index.ts')
      const findings = await examineInstallation(process.env, () => new Date())
      output.print(json ? printJson(findings) : printLines(findings))
      if (findings.some(({ state }) => state === 'finding')) output.answer(1)
    })
}

function printJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ schema: 'headwater/doctor@1', findings }, null, 2)}\n`
}

const marks = { ok: 'ok', finding: 'FINDING', skipped: '-' } as const
const checkWidth = 13
const markWidth = 9

function printLines(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, state, what, remedy }) => {
    const first = `${check.padEnd(checkWidth)}${marks[state].padEnd(markWidth)}${cleanText(what)}`
    return remedy === null ? [first] : [first, `${' '.repeat(checkWidth + markWidth)}${cleanText(remedy)}`]
  })
  const count = findings.filter(({ state }) => state === 'finding').length
  const sum = count === 0 ? 'Nothing to do.' : `${count} finding${count === 1 ? '' : 's'}.`
  return `${[...lines, '', sum].join('\n')}\n`
}
