import { defineConfig } from 'vitest/config'

/** As in vitest.config.ts: where to write a report for machines. */
const report = process.env.HEADWATER_TEST_REPORT

/** The tests that need a Chromium on the machine; `npm test` does without. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
