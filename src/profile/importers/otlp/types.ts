/** A place in the code; functions innermost first, each inlined into the next one. */
export interface OtlpLocation {
  readonly mapping: number
  readonly functions: readonly number[]
  readonly attributes: readonly number[]
}

export interface OtlpFunction {
  readonly name: number
  readonly systemName: number
  readonly file: number
  readonly startLine: number
}

export interface OtlpAttribute {
  readonly key: number
  readonly value: string | number | null
}

/** The tables of a message `ProfilesDictionary`; everything refers to everything by its place, and place 0 stands for nothing. */
export interface OtlpDictionary {
  readonly strings: readonly string[]
  readonly functions: readonly OtlpFunction[]
  /** The mapped objects' file names, as places in `strings`. */
  readonly mappings: readonly number[]
  readonly locations: readonly OtlpLocation[]
  /** Places in `locations`, leaf first. */
  readonly stacks: readonly (readonly number[])[]
  readonly attributes: readonly OtlpAttribute[]
}

export interface OtlpSample {
  readonly stack: number
  readonly attributes: readonly number[]
  /** One for each observation, or one for all; where there is none, each timestamp counts one. */
  readonly values: readonly number[]
  readonly timestamps: number
}

export interface OtlpProfile {
  /** Places in `strings`. */
  readonly type: number
  readonly unit: number
  readonly periodType: number
  readonly periodUnit: number
  readonly period: number
  readonly durationNanoseconds: number
  readonly samples: readonly OtlpSample[]
}

/** A message `ProfilesData`, or a request to an exporter, which is the same. */
export interface OtlpRequest {
  readonly dictionary: OtlpDictionary
  readonly profiles: readonly OtlpProfile[]
}
