import type { ShapeKind } from '../../diagnosis/index.ts'

/** One thing that people write of a trouble, in the words that they use for it, the most telling first. */
export type Sign = readonly string[]

const cpu: readonly Sign[] = [
  ['100% CPU', 'CPU usage', 'pegged'],
  ['high CPU', 'CPU utilization'],
]

/** What people write of a trouble of each shape, the most telling sign first. */
const signs: Record<ShapeKind, readonly Sign[]> = {
  'busy-loop': [
    ['busy loop', 'busy poll', 'busy wait'],
    ['infinite', 'endless', 'forever'],
    ['wakeup', 'wakes', 'woken'],
    ['spin', 'spinning'],
    ...cpu,
  ],
  'regex-backtracking': [
    ['ReDoS', 'denial of service'],
    ['backtracking', 'catastrophic'],
    ['exponential', 'polynomial'],
    ['regular expression', 'regex', 'regexp'],
    ['100% CPU', 'high CPU', 'CPU usage'],
    ['slow', 'hang'],
  ],
  'quadratic-algorithm': [
    ['quadratic', 'super-linear'],
    ['O(n^2)', 'O(n²)', 'complexity'],
    ['exponential', 'denial of service'],
    ['100% CPU', 'high CPU', 'CPU usage'],
    ['slow', 'timeout'],
    ['hang', 'performance'],
  ],
  'gc-pressure': [
    ['allocations', 'allocation', 'allocates'],
    ['garbage', 'GC'],
    ['high CPU', 'CPU usage', '100% CPU'],
    ['memory', 'leak'],
    ['performance', 'regression'],
    ['slow', 'copy'],
  ],
  'lock-contention': [
    ['contention', 'contended'],
    ['spinlock', 'futex'],
    ['mutex', 'lock'],
    ['high CPU', 'CPU usage', '100% CPU'],
    ['scalability', 'concurrency'],
    ['performance', 'slow'],
  ],
  'syscall-bound': [
    ['syscall', 'syscalls', 'system call'],
    ['fsync', 'flush'],
    ['high CPU', 'CPU usage', '100% CPU'],
    ['epoll', 'unbuffered'],
    ['performance', 'slow'],
  ],
  exceptions: [
    ['exception', 'exceptions'],
    ['stack trace', 'backtrace'],
    ['high CPU', 'CPU usage', '100% CPU'],
    ['performance', 'slow'],
  ],
  jit: [
    ['deoptimization', 'deopt'],
    ['JIT', 'compilation'],
    ['performance', 'slow'],
    ['regression', 'high CPU'],
  ],
  'hot-work': [
    ['hot path', 'bottleneck'],
    ['inefficient', 'optimize'],
    ['regression', 'quadratic'],
    ...cpu,
    ['slow', 'performance'],
  ],
  unknown: [
    ...cpu,
    ['busy loop', 'infinite'],
    ['quadratic', 'exponential'],
    ['slow', 'performance'],
    ['hang', 'regression'],
  ],
}

/** Signs that many other troubles have as well. */
const vague = new Set(
  'slow performance hang timeout memory leak regression copy lock mutex complexity optimize exception exceptions compilation scalability concurrency flush regex regexp forever'.split(
    ' ',
  ),
)

export function signsOf(shape: ShapeKind): readonly Sign[] {
  return signs[shape]
}

/** Whether a word says little by itself. */
export function isVague(word: string): boolean {
  return vague.has(word)
}
