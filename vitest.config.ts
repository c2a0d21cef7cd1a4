import { defineConfig } from 'vitest/config'

/** Where to write a report for machines besides the one for people; .ci/run counts tests by it. */
const report = process.env.HEADWATER_TEST_REPORT

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
