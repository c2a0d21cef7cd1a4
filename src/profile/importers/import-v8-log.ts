/*
 * Reads the JSON that `node --prof-process --preprocess isolate-*.log` makes of the log that `node --prof` writes.
 * Specified by what writes and what shows it: https://github.com/v8/v8/blob/12.4.254/tools/profile.mjs (writeJson) and
 * https://github.com/v8/v8/blob/12.4.254/tools/profview/profile-utils.js.
 * A tick's stack `s` holds pairs of an index into `code` and an offset, the leaf first; -1 is an address that belongs to no code.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'

export const importV8Log: Importer = {
  format: 'v8-log',
  couldBe: (head) => couldBeJsonWith(head, ['code', 'functions', 'ticks', 'scripts']),
  read: async (file) => (await import('./v8-log/read-v8-log.ts')).readV8Log(file),
}
