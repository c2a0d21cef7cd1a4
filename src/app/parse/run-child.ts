import { type ChildProcess, spawn } from 'node:child_process'
import { HeadwaterError } from '../../errors.ts'
import { residentBytes } from './resident-bytes.ts'

export interface ChildOptions {
  /** Path of the script to run. */
  readonly script: string
  /** Given on standard input. */
  readonly request: string
  /** Paths that the child may read; nothing else of the file system, and nothing may be written. */
  readonly readable: readonly string[]
  /** What the child is at, for messages: `the profiles together`. */
  readonly what: string
  readonly limits: ChildLimits
}

export interface ChildLimits {
  readonly deadlineMs: number
  /** Resident, as the system counts it: the runtime's own limits leave out the memory of typed arrays. */
  readonly memoryBytes: number
  /** Of the answer. */
  readonly answerBytes: number
}

const watchEveryMs = 50
/** Of what a child complains of, for those who look for the fault. */
const mostComplaint = 8_192

/** How a child was stopped. */
type Stop = 'late' | 'grown' | 'wordy'

/**
 * Runs a script in a process of its own, which has no secrets: its environment is empty but for PATH, of the file system it sees
 * only what it must read, and it can start no process. It is killed when it takes too long, too much memory, or says too much.
 *
 * @returns what it printed
 * @throws HeadwaterError `too-large` where it was killed, `internal` where it failed by itself
 */
export async function runChild(options: ChildOptions): Promise<string> {
  const { script, request, readable, limits } = options
  const heapMebibytes = Math.ceil(limits.memoryBytes / 2 ** 20)
  const rights = ['--permission', '--allow-addons', ...readable.map((path) => `--allow-fs-read=${path}`)]
  const node = [process.execPath, '--no-warnings', `--max-old-space-size=${heapMebibytes}`, ...rights, script]
  const [command, ...args] = process.platform === 'win32' ? node : withCpuLimit(node, limits.deadlineMs)
  const child = spawn(command as string, args, {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stop: Stop | null = null
  const kill = (reason: Stop): void => {
    stop ??= reason
    // Also for one that is stopped or blocks every other signal.
    child.kill('SIGKILL')
  }
  const answer = gather(child.stdout, limits.answerBytes, () => kill('wordy'))
  const complaint = gather(child.stderr, mostComplaint, () => {})
  // It may end without having read its request.
  child.stdin.on('error', () => {})
  child.stdin.end(request)
  const deadline = setTimeout(() => kill('late'), limits.deadlineMs)
  const watch = watchMemory(child, limits.memoryBytes, () => kill('grown'))
  const status = await ended(child)
  clearTimeout(deadline)
  watch.stop()
  if (stop !== null) throw stopped(stop, options)
  if (status !== 0) throw crashed(status, options.what, complaint())
  return answer()
}

/**
 * Nobody is left to kill a child that hangs when this process is killed: the system does it then. Several threads use CPU at once, so
 * that the limit is higher than the deadline.
 */
function withCpuLimit(command: readonly string[], deadlineMs: number): string[] {
  const seconds = 4 * Math.ceil(deadlineMs / 1000)
  return ['/bin/sh', '-c', 'ulimit -t "$0" && exec "$@"', `${seconds}`, ...command]
}

/** Collects up to `most` bytes; `over` is told of more. */
function gather(stream: NodeJS.ReadableStream, most: number, over: () => void): () => string {
  const chunks: Buffer[] = []
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= most) chunks.push(chunk)
    else over()
  })
  return () => Buffer.concat(chunks).toString('utf8')
}

function watchMemory(child: ChildProcess, most: number, over: () => void): { stop(): void } {
  const { pid } = child
  if (pid === undefined) return { stop: () => {} }
  let asking = false
  const timer = setInterval(async () => {
    if (asking) return
    asking = true
    const bytes = await residentBytes(pid)
    asking = false
    if (bytes !== null && bytes > most) over()
  }, watchEveryMs)
  return { stop: () => clearInterval(timer) }
}

/** @returns the exit status, or the signal that ended it */
function ended(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (status, signal) => resolve(status ?? signal ?? 'unknown'))
  })
}

function stopped(reason: Stop, { what, limits }: ChildOptions): HeadwaterError {
  const advice = 'record for a shorter time or sample less often'
  switch (reason) {
    case 'late':
      return new HeadwaterError('too-large', `${what}: not read within ${limits.deadlineMs / 1000} s; ${advice}`)
    case 'grown': {
      const most = `${Math.round(limits.memoryBytes / 2 ** 20)} MiB of memory`
      return new HeadwaterError('too-large', `${what}: more than ${most} would be needed; ${advice}`)
    }
    case 'wordy':
      return new HeadwaterError('too-large', `${what}: the diagnosis is too long to be reported; ${advice}`)
  }
}

function crashed(status: number | string, what: string, complaint: string): HeadwaterError {
  const text = `${what}: the reader failed (${typeof status === 'number' ? `status ${status}` : status})`
  return new HeadwaterError('internal', text, { cause: complaint })
}
