/*
 * Reads traces of Chrome's DevTools (the performance panel's `Save profile`), of `chrome://tracing`, of Puppeteer and Playwright, as
 * far as they hold CPU profiles (the category disabled-by-default-v8.cpu_profiler); everything else in a trace is passed over.
 * The events are specified by https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU, those of the
 * profiler by https://github.com/v8/v8/blob/12.4.254/src/profiler/profile-generator.cc (StreamPendingTraceEvents).
 * A trace whose end is missing is read up to its last whole event.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'

export const importChromeTrace: Importer = {
  format: 'chrome-trace',
  couldBe: (head) => beginsWithList(head) || couldBeJsonWith(head, ['traceEvents', 'metadata', 'displayTimeUnit']),
  read: async (file) => (await import('./chrome-trace/read-chrome-trace.ts')).readChromeTrace(file),
}

function beginsWithList(head: Uint8Array): boolean {
  return /^[ \t\n\r]*\[[ \t\n\r]*(?:\{|$)/.test(new TextDecoder('latin1').decode(head))
}
