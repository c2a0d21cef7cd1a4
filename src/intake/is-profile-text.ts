import type { CodeBlock } from './read-markdown.ts'

const fewestLines = 2
const mostOf = 0.8
const meantAsProfile: ReadonlySet<string> = new Set(['folded', 'collapsed', 'perf', 'perf-script'])

/**
 * Whether a code block is meant as a profile: most of its lines are folded stacks or perf script, or its fence says so.
 * Logs and tables are not; they would only be answered with an error.
 */
export function isProfileText({ language, text }: CodeBlock): boolean {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const filled = lines.filter((line) => line !== '')
  if (filled.length < fewestLines) return false
  if (meantAsProfile.has(language.toLowerCase())) return true
  const headers = filled.filter(isPerfHeader).length
  const perfLines = headers + filled.filter(isPerfFrame).length
  const foldedLines = filled.filter(isFolded).length
  return foldedLines >= mostOf * filled.length || (headers > 0 && perfLines >= mostOf * filled.length)
}

/** `main;handle;parse 120`; a single word with a number is a line of any table. */
function isFolded(line: string): boolean {
  return line.includes(';') && /^\S/.test(line) && /[^\s;] \d+(?:\.\d+)?$/.test(line)
}

/** `checkout 4711 [001]    12.000001:    2004008 cpu-clock:` */
function isPerfHeader(line: string): boolean {
  return /^\S/.test(line) && /\d\.\d{6,9}: /.test(line) && line.endsWith(':')
}

/** `            1234 checkout::handle+0x44 (/srv/checkout)` */
function isPerfFrame(line: string): boolean {
  return /^\s+[0-9a-f]+ \S/.test(line) && line.endsWith(')')
}
