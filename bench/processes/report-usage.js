/** Imported before whatever is measured: tells on descriptor 3, at the process's end, what the whole process took. */
import { readFileSync, writeSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeSync(3, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakKibibytes: peak() ?? maxRSS }))
})

/** Linux counts in `maxRSS` what the parent process had when it made this one. */
function peak() {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return kibibytes === undefined ? null : Number(kibibytes)
  } catch {
    return null
  }
}
