export { type ParseLimits, parseLimits, parseProfiles } from './parse-profiles.ts'
export type { Diagnosed, Parsed, ParseRequest, Picture } from './types.ts'
