export { type ParseLimits, parseLimits, parseProfiles } from './parse-profiles.ts'
export type { Diagnosed, NewerRun, Parsed, ParseRequest, Picture, PublishedEvidence } from './types.ts'
