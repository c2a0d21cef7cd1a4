import type { GatedText } from '../../gated-text.ts'
import { type GateContext, type LinkPart, passGate, type View } from '../gate.ts'
import type { Form, FormSection } from './read-form.ts'
import type { DraftKind } from './types.ts'

/** What Headwater has to say, each at most once in a draft. */
const contents = ['what', 'evidence', 'reproduce', 'version', 'result', 'fix', 'open'] as const
type Content = (typeof contents)[number]

interface Section extends FormSection {
  readonly content: Content | null
}

/** Which of upstream's headings asks for what; the first that fits and is not taken yet. */
const asksFor: readonly (readonly [Content, RegExp])[] = [
  ['reproduce', /repro|steps|minimal|example|test/i],
  ['version', /version|environment|platform|system|setup/i],
  ['evidence', /profile|flame|trace|log|output|screenshot|evidence|additional|context/i],
  ['fix', /solution|fix|change|implement|approach|proposal/i],
  ['what', /descri|summary|what|bug|problem|issue|motivation|current|actual|behaviou?r/i],
]

/** The headings of ours that a form lacks. */
const ownHeadings: Readonly<Record<Content, string>> = {
  what: 'What was seen',
  evidence: 'Evidence',
  reproduce: 'Reproduction',
  version: 'Version',
  result: 'Result of a test',
  fix: 'The fix',
  open: '',
}

export interface DraftText {
  readonly kind: DraftKind
  /** A test result for a change under review rather than evidence. */
  readonly isResult: boolean
  /** Upstream's own form; null where it has none. */
  readonly form: Form | null
  /** What fills the sections, and the link to what the draft is about. */
  readonly facts: View
  readonly about: LinkPart | null
}

/** The draft's text, in upstream's own form where it has one: its headings and boxes stay, in its order. */
export function writeDraft({ kind, isResult, form, facts, about }: DraftText, gate: GateContext): GatedText {
  const wanted = contentsOf(kind, isResult)
  const asked = form === null || kind === 'comment' ? [] : fillForm(form, wanted)
  const missing = wanted.filter((content) => !asked.some((one) => one.content === content))
  const sections: Section[] = [
    ...asked,
    ...missing.map((content) => ({ heading: ownHeadings[content], boxes: [], content })),
  ]
  return passGate(
    { template: 'drafts/draft.md.mustache', view: { ...facts, about, sections: sections.map(sectionView) } },
    gate,
  )
}

function contentsOf(kind: DraftKind, isResult: boolean): Content[] {
  if (isResult) return ['result', 'what', 'evidence', 'version']
  return kind === 'pr'
    ? ['what', 'fix', 'reproduce', 'evidence', 'version']
    : ['what', 'evidence', 'reproduce', 'version']
}

function fillForm({ sections }: Form, wanted: readonly Content[]): Section[] {
  const left = new Set(wanted)
  return sections.map((section) => {
    const found = asksFor.find(([content, words]) => left.has(content) && words.test(section.heading))
    if (found !== undefined) left.delete(found[0])
    const isBoxesOnly = section.boxes.length > 0 || section.heading === ''
    return { ...section, content: found?.[0] ?? (isBoxesOnly ? null : 'open') }
  })
}

function sectionView({ heading, boxes, content }: Section): View {
  const is = Object.fromEntries(contents.map((name) => [name, name === content]))
  return { heading: heading === '' ? false : heading, is, boxes, hasBoxes: boxes.length > 0 }
}
