import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { exitStatus, HeadwaterError } from '../errors.ts'
import type { Output } from './output.ts'

type AddCommand = (program: Command, output: Output) => void

/** Each is loaded only where it is asked for, as every one of them brings half of the program. */
const commands: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ['diagnose', async () => (await import('./diagnose-command.ts')).addDiagnoseCommand],
  ['validate', async () => (await import('./validate-command.ts')).addValidateCommand],
  ['draft', async () => (await import('./draft-command.ts')).addDraftCommand],
  ['flamegraph', async () => (await import('./flamegraph-command.ts')).addFlamegraphCommand],
  ['attach', async () => (await import('./attach-command.ts')).addAttachCommand],
  ['serve', async () => (await import('./serve-command.ts')).addServeCommand],
  ['doctor', async () => (await import('./doctor-command.ts')).addDoctorCommand],
])

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
  const program = await createProgram(output, argv[0])
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    if (error instanceof CommanderError)
      return await fail(output, new HeadwaterError('usage', usageMessage(error, program, argv[0])))
    return await fail(output, error)
  }
}

/** @param first the first argument; where it names no command, help and messages may have to tell of all */
async function createProgram(output: Output, first = ''): Promise<Command> {
  const program = new Command('headwater')
    .description('From incident flamegraph to upstream fix.')
    .version(version())
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: output.print, outputError: () => {} })
  const asked = commands.get(first)
  const needed = asked ? [asked] : isVersion(first) ? [] : commands.values()
  for (const load of needed) (await load())(program, output)
  return program
}

const isVersion = (argument: string): boolean => argument === '--version' || argument === '-V'

/** One line on standard error; a fault of ours is told with its stack where `NODE_DEBUG=headwater` asks for it. */
async function fail(output: Output, error: unknown): Promise<number> {
  const status = exitStatus(error)
  if (status === 70) throw error
  const { cleanText } = await import('../contribution/index.ts')
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
