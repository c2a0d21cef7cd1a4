export { cleanText, shorten } from './clean-text.ts'
export {
  type BlockPart,
  type Cell,
  type GateContext,
  type LinkPart,
  mostCharacters,
  type NamePart,
  type Part,
  type PicturePart,
  passGate,
  type TablePart,
  type Value,
  type View,
} from './gate.ts'
export { type Marker, type MarkerContent, type MarkerPlace, readMarker, signMarker } from './marker.ts'
export { collectPublishedNames, type PublishedNames } from './published-names.ts'
export { readTemplate } from './read-template.ts'
export { redactForPublic } from './redact-for-public.ts'
export { makeRedactor, ourService, type Redact } from './redactor.ts'
