import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Where to write a report for machines besides the one for people; .ci/run counts tests by it. */
const report = process.env.HEADWATER_TEST_REPORT

// Many tests start the sources as processes of their own: what one of them has compiled, the next need not.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), `headwater-test-compiled-${process.getuid?.() ?? 0}`)

/** What starts nothing and changes nothing outside of itself shares a worker, which then loads the sources once. */
const pure = [
  'test/{diagnosis,flamegraph,incidents,ownership,profile,report}/**/*.test.ts',
  // The rules of a house are read from the stand-in.
  'test/contribution/**/!(read-house-rules).test.ts',
]

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'outside', include: ['test/**/*.test.ts'], exclude: ['test/browser/**', ...pure] },
      },
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
    ],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
