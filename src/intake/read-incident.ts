/**
 * Reads the facts of an incident from an issue that was filed with the form of `.github/ISSUE_TEMPLATE/incident.yml`:
 * GitHub writes each answer below a heading with the field's label, and `_No response_` for an empty one.
 */
import { isRef } from './is-ref.ts'
import { longestMarkdown, parseMarkdown } from './parse-markdown.ts'
import { readMarkdown } from './read-markdown.ts'

/** What the incident says of itself; texts as they stand, at most 4,000 characters each, null where nothing is said. */
export interface IncidentFacts {
  readonly service: string | null
  /** A sha, tag or branch, as git takes it; whether the repository has it is another question. */
  readonly deployedCommit: string | null
  readonly startedAt: string | null
  readonly symptom: string | null
  readonly trigger: string | null
  readonly mitigation: string | null
}

/** The labels of the form. */
const labels = ['service', 'deployed commit', 'started at', 'symptom', 'trigger', 'mitigation', 'profiles'] as const
type Label = (typeof labels)[number]

const longestFact = 4_000

/** Reads the facts from the Markdown; edited headings (another level, case, a colon) are known still. */
export function readIncident(body: string): IncidentFacts {
  const answers = readAnswers(body)
  const fact = (label: Label): string | null => answers.get(label)?.slice(0, longestFact) ?? null
  return {
    service: fact('service'),
    deployedCommit: readRef(fact('deployed commit')),
    startedAt: fact('started at'),
    symptom: fact('symptom'),
    trigger: fact('trigger'),
    mitigation: fact('mitigation'),
  }
}

/** The first answer below each label; a heading of the answer's own ends nothing. */
function readAnswers(body: string): Map<Label, string> {
  const text = body.slice(0, longestMarkdown)
  const lines = text.split(/\r\n|\r|\n/)
  const tokens = parseMarkdown(text)
  const headings = tokens.flatMap(({ type, level, map }, index) => {
    const label = type === 'heading_open' && level === 0 ? labelOf(tokens[index + 1]?.content ?? '') : undefined
    return label !== undefined && map ? [{ label, line: map[0], end: map[1] }] : []
  })
  const answers = new Map<Label, string>()
  for (const [index, { label, end }] of headings.entries()) {
    const answer = lines
      .slice(end, headings[index + 1]?.line)
      .join('\n')
      .trim()
    if (answer !== '' && !/^_?No response_?$/i.test(answer) && !answers.has(label)) answers.set(label, answer)
  }
  return answers
}

function labelOf(heading: string): Label | undefined {
  const words = heading
    .toLowerCase()
    .replace(/[*_`:]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return labels.find((label) => label === words)
}

/** The ref that an answer names: by a link to a commit, tag or branch, by a sha, else by its only word or its version. */
function readRef(answer: string | null): string | null {
  if (answer === null) return null
  const linked = readMarkdown(answer)
    .links.map(({ href }) => refOfUrl(href))
    .find((ref) => ref !== null)
  const words = answer
    .split(/[\s,()[\]{}<>"'`*]+/)
    .map((word) => word.replace(/[.:;]+$/, ''))
    .filter((word) => word !== '' && !word.includes('://'))
  const ref =
    linked ??
    words.find((word) => /^(?=.*\d)[0-9a-f]{7,40}$/i.test(word)) ??
    (words.length === 1 ? words[0] : words.find((word) => /\d/.test(word)))
  return ref !== undefined && isRef(ref) ? ref : null
}

/** `/OWNER/REPO/commit/SHA`, `/tree/REF`, `/releases/tag/TAG`, on any host: the repository asked is the service's all the same. */
function refOfUrl(href: string): string | null {
  if (!URL.canParse(href)) return null
  const [, ref] = /^\/[^/]+\/[^/]+\/(?:commit|commits|tree|releases\/tag)\/(.+?)\/?$/.exec(new URL(href).pathname) ?? []
  return ref ?? null
}
