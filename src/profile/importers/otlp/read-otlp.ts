import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { gatherBytes } from '../bytes/gather-bytes.ts'
import { isJsonObject, type JsonObject, readJsonBytes } from '../json/read-json.ts'
import { OtlpRequestAdder } from './add-otlp-request.ts'
import { isOtlpProtobuf } from './is-otlp-protobuf.ts'
import { readOtlpJson } from './read-otlp-json.ts'
import { readOtlpProtobuf } from './read-otlp-protobuf.ts'
import type { OtlpRequest } from './types.ts'

/** Reads the whole file, as `import-otlp.ts` says. */
export async function readOtlp(file: ImportedFile): Promise<Profile> {
  const whole = await gatherBytes(file)
  return readRequests(isOtlpProtobuf(whole) ? readOtlpProtobuf(whole, file.name) : readTexts(whole, file), file)
}

const NEWLINE = 0x0a

/** Collectors write a message a line. */
function readTexts(whole: Uint8Array, file: ImportedFile): OtlpRequest[] {
  const newline = whole.indexOf(NEWLINE)
  const first = newline === -1 ? null : readLine(whole.subarray(0, newline), file)
  if (!isRequest(first)) return [readText(readJsonBytes(whole, file), file.name)]
  const requests = [readText(first, file.name)]
  for (let start = newline + 1; start < whole.length; ) {
    const found = whole.indexOf(NEWLINE, start)
    const end = found === -1 ? whole.length : found
    const line = whole.subarray(start, end)
    if (line.some((byte) => byte > 0x20)) requests.push(readText(readJsonBytes(line, file), file.name))
    start = end + 1
  }
  return requests
}

function readText(value: unknown, name: string): OtlpRequest {
  if (isRequest(value)) return readOtlpJson(value, name)
  throw new HeadwaterError('profile-unrecognised', `${name}: no resourceProfiles; OTLP profiles as JSON have them`)
}

/** The first line's value; null where it has none of its own, as when the file is one message over several lines. */
function readLine(line: Uint8Array, file: ImportedFile): unknown {
  try {
    return readJsonBytes(line, file)
  } catch (error) {
    if (error instanceof HeadwaterError && error.code === 'profile-malformed') return null
    throw error
  }
}

function isRequest(value: unknown): value is JsonObject {
  return isJsonObject(value) && Array.isArray(value.resourceProfiles)
}

function readRequests(requests: readonly OtlpRequest[], { name, limits }: ImportedFile): Profile {
  const builder = new ProfileBuilder(limits)
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
