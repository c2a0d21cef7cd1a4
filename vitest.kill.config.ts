import { defineConfig } from 'vitest/config'

// Kills a running App and starts it again, over and over; takes most of a minute, so it is no part of `npm test`.
export default defineConfig({
  test: {
    include: ['test/app/kill.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
