import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { cleanText } from '../contribution/index.ts'
import { exitStatus, HeadwaterError } from '../errors.ts'
import { addAttachCommand } from './attach-command.ts'
import { addDiagnoseCommand } from './diagnose-command.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addDraftCommand } from './draft-command.ts'
import { addFlamegraphCommand } from './flamegraph-command.ts'
import type { Output } from './output.ts'
import { addServeCommand } from './serve-command.ts'
import { addValidateCommand } from './validate-command.ts'

/**
 * The command line.
 *
 * @param argv the arguments, without the runtime and the script
 * @returns the exit status: 0 done, 1 the answer is no, 3 not comparable, 2 the input or the call is at fault, 70 a fault of ours
 */
export async function main(argv: readonly string[]): Promise<number> {
  let status: 0 | 1 | 3 = 0
  const output: Output = {
    print: (text) => process.stdout.write(text),
    warn: (line) => process.stderr.write(`headwater: ${line}\n`),
    answer: (given) => {
      status = given
    },
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  }
  const program = createProgram(output)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    if (error instanceof CommanderError)
      return fail(output, new HeadwaterError('usage', usageMessage(error, program, argv[0])))
    return fail(output, error)
  }
}

function createProgram(output: Output): Command {
  const program = new Command('headwater')
    .description('From incident flamegraph to upstream fix.')
    .version(version())
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: output.print, outputError: () => {} })
  addDiagnoseCommand(program, output)
  addValidateCommand(program, output)
  addDraftCommand(program, output)
  addFlamegraphCommand(program, output)
  addAttachCommand(program, output)
  addServeCommand(program)
  addDoctorCommand(program, output)
  return program
}

/** One line on standard error; a fault of ours is told with its stack where `NODE_DEBUG=headwater` asks for it. */
function fail(output: Output, error: unknown): number {
  const status = exitStatus(error)
  if (status === 70) throw error
  output.warn(cleanText(error instanceof Error ? error.message.replaceAll(/\s*\n\s*/g, ' ') : String(error)))
  return status
}

/** What is wrong with the call, and what the command takes. */
function usageMessage(error: CommanderError, program: Command, name: string | undefined): string {
  const what = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ')
  const command = program.commands.find((candidate) => candidate.name() === name)
  if (!command)
    return `${what}; accepted: headwater ${program.commands.map((known) => known.name()).join(', ')} (see headwater --help)`
  const takes = command.registeredArguments.map((argument) => `<${argument.name()}${argument.variadic ? '...' : ''}>`)
  const options = command.options.map((option) => `[${option.flags}]`)
  return `${what}; accepted: headwater ${[command.name(), ...takes, ...options].join(' ')}`
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return manifest !== null && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '0'
}
