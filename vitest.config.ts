import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Where to write a report for machines besides the one for people; .ci/run counts tests by it. */
const report = process.env.HEADWATER_TEST_REPORT

// Many tests start the sources as processes of their own: what one of them has compiled, the next need not.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), `headwater-test-compiled-${process.getuid?.() ?? 0}`)

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
