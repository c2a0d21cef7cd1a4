/**
 * Adds up vitest's JSON reports and prints `N passed, N failed[, N skipped]`.
 * Exit status 1 where a test failed, a step broke, or no test ran.
 *
 * Usage: node sum-test-reports.js FOLDER NUMBER_OF_BROKEN_STEPS
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, brokenSteps] = process.argv.slice(2)

let passed = 0
let failed = 0
let skipped = 0
for (const file of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
}
// A step can break without a failed test: lint, types, a file that does not load.
failed = Math.max(failed, Number(brokenSteps))

console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
