/*
 * Reads OpenTelemetry's profiles, `v1development`: what the eBPF profiler and other agents send and collectors write to files, as
 * protobuf (one message, or several with their lengths before them) and as JSON (one, or one a line).
 * Specified by https://github.com/open-telemetry/opentelemetry-proto, opentelemetry/proto/profiles/v1development/profiles.proto.
 * Read are the drafts with a table of stacks, 1.8 and later; see sample-drafts.ts for what moved since.
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile } from '../types.ts'
import { gatherBytes } from './bytes/gather-bytes.ts'
import { couldBeJsonWith, isJsonObject, type JsonObject, readJsonBytes } from './json/read-json.ts'
import { OtlpRequestAdder } from './otlp/add-otlp-request.ts'
import { readOtlpJson } from './otlp/read-otlp-json.ts'
import { LENGTH_BYTES, readOtlpProtobuf } from './otlp/read-otlp-protobuf.ts'
import type { OtlpRequest } from './otlp/types.ts'

export const importOtlp: Importer = {
  format: 'otlp',
  couldBe: (head) => isProtobuf(head) || couldBeJsonWith(head, ['resourceProfiles', 'dictionary']),

  async read(bytes, name) {
    const whole = await gatherBytes(bytes, name)
    return readRequests(isProtobuf(whole) ? readOtlpProtobuf(whole, name) : readTexts(whole, name), name)
  },
}

const NEWLINE = 0x0a

/**
 * Whether a file begins with one of the two fields that a message can begin with, or with a length and then one of them. The one is
 * a line's end as well, but texts do not have the bytes that further fields begin with.
 */
function isProtobuf(bytes: Uint8Array): boolean {
  const first = bytes[0] === 0 ? bytes[LENGTH_BYTES] : bytes[0]
  return (
    (first === 0x0a || first === 0x12) && bytes.subarray(0, HEAD_BYTES).some((byte) => byte < 0x20 && !SPACES.has(byte))
  )
}

const HEAD_BYTES = 4096
const SPACES = new Set([0x09, 0x0a, 0x0c, 0x0d])

/** Collectors write a message a line. */
function readTexts(whole: Uint8Array, name: string): OtlpRequest[] {
  const newline = whole.indexOf(NEWLINE)
  const first = newline === -1 ? null : readLine(whole.subarray(0, newline))
  if (!isRequest(first)) return [readText(readJsonBytes(whole, name), name)]
  const requests = [readText(first, name)]
  for (let start = newline + 1; start < whole.length; ) {
    const found = whole.indexOf(NEWLINE, start)
    const end = found === -1 ? whole.length : found
    const line = whole.subarray(start, end)
    if (line.some((byte) => byte > 0x20)) requests.push(readText(readJsonBytes(line, name), name))
    start = end + 1
  }
  return requests
}

function readText(file: unknown, name: string): OtlpRequest {
  if (isRequest(file)) return readOtlpJson(file, name)
  throw new HeadwaterError('profile-unrecognised', `${name}: no resourceProfiles; OTLP profiles as JSON have them`)
}

/** The first line's value; null where it has none of its own, as when the file is one message over several lines. */
function readLine(line: Uint8Array): unknown {
  try {
    return readJsonBytes(line, '')
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'profile-malformed') return null
    throw error
  }
}

function isRequest(value: unknown): value is JsonObject {
  return isJsonObject(value) && Array.isArray(value.resourceProfiles)
}

function readRequests(requests: readonly OtlpRequest[], name: string): Profile {
  const builder = new ProfileBuilder()
  let longest = 0
  for (const request of requests) {
    const { strings, stacks } = request.dictionary
    if (strings[0] !== '' || (stacks.length === 0 && request.profiles.some(({ samples }) => samples.length > 0))) {
      const text = `${name}: no dictionary with strings and stacks; OTLP profiles of version 1.8 or later are accepted`
      throw new HeadwaterError('profile-malformed', text)
    }
    new OtlpRequestAdder(request, name, builder).add()
    for (const { durationNanoseconds } of request.profiles) longest = Math.max(longest, durationNanoseconds)
  }
  // Fields that the drafts do not have are a fault at the top, and additions below it; what refers to nothing is a fault as well.
  return builder.finish({ format: 'otlp', durationSeconds: longest / 1e9 || null, understood: 1, notes: [] })
}
