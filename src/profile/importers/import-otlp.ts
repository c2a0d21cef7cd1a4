/*
 * Reads OpenTelemetry's profiles, `v1development`: what the eBPF profiler and other agents send and collectors write to files, as
 * protobuf (one message, or several with their lengths before them) and as JSON (one, or one a line).
 * Specified by https://github.com/open-telemetry/opentelemetry-proto, opentelemetry/proto/profiles/v1development/profiles.proto.
 * Read are the drafts with a table of stacks, 1.8 and later; see sample-drafts.ts for what moved since.
 */
import type { Importer } from '../types.ts'
import { couldBeJsonWith } from './json/could-be-json-with.ts'
import { isOtlpProtobuf } from './otlp/is-otlp-protobuf.ts'

export const importOtlp: Importer = {
  format: 'otlp',
  couldBe: (head) => isOtlpProtobuf(head) || couldBeJsonWith(head, ['resourceProfiles', 'dictionary']),
  read: async (file) => (await import('./otlp/read-otlp.ts')).readOtlp(file),
}
