import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject } from '../json/read-json.ts'
import type { OtlpDictionary, OtlpProfile, OtlpRequest, OtlpSample } from './types.ts'

/**
 * Reads a message in its JSON form, in which the fields have names: those of all drafts since 1.8.
 *
 * @param file an object with the member `resourceProfiles`
 * @throws HeadwaterError `profile-malformed`, naming the member
 */
export function readOtlpJson(file: JsonObject, fileName: string): OtlpRequest {
  const checks = new JsonChecks(fileName)
  const fields = new OtlpFields(checks)
  const profiles: OtlpProfile[] = []
  for (const resource of fields.objects(file, 'resourceProfiles')) {
    for (const scope of fields.objects(resource, 'scopeProfiles')) {
      for (const profile of fields.objects(scope, 'profiles')) profiles.push(readProfile(profile, fields))
    }
  }
  return { dictionary: readDictionary(isJsonObject(file.dictionary) ? file.dictionary : {}, fields), profiles }
}

function readDictionary(dictionary: JsonObject, fields: OtlpFields): OtlpDictionary {
  return {
    strings: fields
      .list(dictionary, 'stringTable')
      .map((text, index) => fields.checks.text(text, 'stringTable', index)),
    functions: fields.objects(dictionary, 'functionTable').map((entry) => ({
      name: fields.number(entry, 'nameStrindex'),
      systemName: fields.number(entry, 'systemNameStrindex'),
      file: fields.number(entry, 'filenameStrindex'),
      startLine: fields.number(entry, 'startLine'),
    })),
    mappings: fields.objects(dictionary, 'mappingTable').map((entry) => fields.number(entry, 'filenameStrindex')),
    locations: fields.objects(dictionary, 'locationTable').map((entry) => ({
      mapping: fields.number(entry, 'mappingIndex'),
      functions: fields.objects(entry, 'lines', 'line').map((line) => fields.number(line, 'functionIndex')),
      attributes: fields.numbers(entry, 'attributeIndices'),
    })),
    stacks: fields.objects(dictionary, 'stackTable').map((entry) => fields.numbers(entry, 'locationIndices')),
    attributes: fields.objects(dictionary, 'attributeTable').map((entry) => ({
      key: fields.number(entry, 'keyStrindex'),
      value: attributeValue(entry.value),
    })),
  }
}

function attributeValue(value: unknown): string | number | null {
  if (!isJsonObject(value)) return null
  if (typeof value.stringValue === 'string') return value.stringValue
  const number = Number(value.intValue ?? Number.NaN)
  return Number.isFinite(number) ? number : null
}

function readProfile(profile: JsonObject, fields: OtlpFields): OtlpProfile {
  const sampleType = isJsonObject(profile.sampleType) ? profile.sampleType : {}
  const periodType = isJsonObject(profile.periodType) ? profile.periodType : {}
  return {
    type: fields.number(sampleType, 'typeStrindex'),
    unit: fields.number(sampleType, 'unitStrindex'),
    periodType: fields.number(periodType, 'typeStrindex'),
    periodUnit: fields.number(periodType, 'unitStrindex'),
    period: fields.number(profile, 'period'),
    durationNanoseconds: fields.number(profile, 'durationNano'),
    samples: fields.objects(profile, 'samples', 'sample').map(
      (sample): OtlpSample => ({
        stack: fields.number(sample, 'stackIndex'),
        attributes: fields.numbers(sample, 'attributeIndices'),
        values: fields.numbers(sample, 'values'),
        timestamps: fields.list(sample, 'timestampsUnixNano').length,
      }),
    ),
  }
}

/** Members of objects as protobuf's JSON has them: left out where they are zero or empty, numbers of 64 bits as texts. */
class OtlpFields {
  readonly checks: JsonChecks

  constructor(checks: JsonChecks) {
    this.checks = checks
  }

  /** @param older what an older draft calls the member */
  list(object: JsonObject, member: string, older = member): readonly unknown[] {
    return this.checks.list(object[member] ?? object[older] ?? [], member)
  }

  objects(object: JsonObject, member: string, older = member): JsonObject[] {
    return this.list(object, member, older).map((value, index) => this.checks.object(value, member, index))
  }

  number(object: JsonObject, member: string): number {
    return this.#number(object[member] ?? 0, member)
  }

  numbers(object: JsonObject, member: string): number[] {
    return this.list(object, member).map((value, index) => this.#number(value, member, index))
  }

  #number(value: unknown, member: string, index?: number): number {
    const isText = typeof value === 'string' && /^-?\d{1,20}$/.test(value)
    return this.checks.number(isText ? Number(value) : value, member, index)
  }
}
