import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What a whole process took. */
export interface Measurement {
  readonly cpuSeconds: number
  readonly peakMebibytes: number
  /** What it printed, to compare with others. */
  readonly result: string
}

const processes = join(import.meta.dirname, 'processes')
const MOST_OUTPUT = 1 << 28

/** Runs a script on this Node, with its arguments, and waits for its end. */
export function measureNode(script: string, args: readonly string[]): Measurement {
  const { status, stdout, stderr, output } = spawnSync(
    process.execPath,
    ['--import', join(processes, 'report-usage.js'), script, ...args],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: MOST_OUTPUT },
  )
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: status ${status}\n${stderr}`)
  const { cpuSeconds, peakKibibytes } = JSON.parse(output[3] ?? '')
  return { cpuSeconds, peakMebibytes: peakKibibytes / 1024, result: firstLine(stdout) }
}

/** Runs one of the scripts of `processes`. */
export function measureProcess(name: string, file: string): Measurement {
  return measureNode(join(processes, `${name}.js`), [file])
}

/**
 * Runs any command by the shell, measured by GNU time.
 *
 * @param command with `{file}` for the input
 */
export function measureCommand(command: string, file: string): Measurement {
  const usage = `${file}.usage`
  const line = command.replaceAll('{file}', file)
  const { status, stdout, stderr, error } = spawnSync(
    'time',
    ['--format=%U %S %M', `--output=${usage}`, 'sh', '-c', line],
    { encoding: 'utf8', maxBuffer: MOST_OUTPUT },
  )
  if (error) throw new Error(`${line}: GNU time is needed to measure it (${error.message})`)
  if (status !== 0) throw new Error(`${line}: status ${status}\n${stderr}`)
  const [user = 0, system = 0, kibibytes = 0] = readFileSync(usage, 'utf8').trim().split(' ').map(Number)
  rmSync(usage)
  return { cpuSeconds: user + system, peakMebibytes: kibibytes / 1024, result: firstLine(stdout) }
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 60)
}
