/*
 * Reads the profiles that Firefox Profiler shows: its own processed format (also from samply, from Vernier for Ruby, and from others
 * that write it), and what Firefox itself writes (format `gecko`), alone or as its old developer tools wrapped it.
 * Specified by https://github.com/firefox-devtools/profiler/blob/main/src/types/profile.ts, the versions by
 * https://github.com/firefox-devtools/profiler/blob/main/docs-developer/CHANGELOG-formats.md (seen: processed 24 to 68, gecko 9 to 12).
 * Samples in the category `Idle`, and such whose thread took no CPU since its last one, wait.
 * Samples of every thread count. speedscope shows frames of scripts alone and times of them; one sample has no time of its own here.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'

export const importFirefox: Importer = {
  format: 'firefox',
  couldBe: (head) => couldBeJsonWith(head, ['meta', 'libs', 'threads', 'profile', 'shared', 'processes']),
  read: async (file) => (await import('./firefox/read-firefox.ts')).readFirefox(file),
}
