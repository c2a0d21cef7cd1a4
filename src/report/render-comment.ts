import { type GateContext, makeRedactor, passGate, redactForPublic, shorten, type View } from '../contribution/index.ts'
import { HeadwaterError } from '../errors.ts'
import type { GatedText } from '../gated-text.ts'
import type { CommentContext, CommentInput, PreviewComment, ReportComment } from './comment-input.ts'
import { previewView } from './preview-view.ts'
import { profileTable } from './profile-table.ts'
import { type Detail, fullDetail, reportView } from './report-view.ts'

/** Tables get shorter in these steps until the comment fits; the verdict never does. */
const details: readonly Detail[] = [
  fullDetail,
  { rows: 8, profiles: 20, sentences: 12 },
  { rows: 4, profiles: 10, sentences: 8 },
  { rows: 0, profiles: 5, sentences: 4 },
]

const longestHeading = 500

/**
 * A comment of Headwater's, at most 60,000 characters long.
 *
 * In a public repository (`context.names` given) own and private code is folded first.
 *
 * @throws HeadwaterError `internal` where a template is missing or wrong
 */
export function renderComment(input: CommentInput, context: CommentContext): GatedText {
  const gate: GateContext = { ...context, redact: context.names === null ? null : makeRedactor(context.names) }
  switch (input.kind) {
    case 'report':
      return renderReportComment(input, context, gate)
    case 'waiting':
      return post('waiting', { reason: input.reason }, gate)
    case 'reading':
      return post('reading', { profiles: countProfiles(input.profiles) }, gate)
    case 'help':
      return post(
        'help',
        { commands: input.commands.map(({ command, does }) => ({ command: name(command), does })) },
        gate,
      )
    case 'unknown-command':
      return post(
        'unknown-command',
        { said: name(input.said), meant: { part: 'block', language: 'text', text: input.meant } },
        gate,
      )
    case 'trouble':
      return post(
        'trouble',
        {
          what: shorten(input.what, longestHeading),
          hasProfiles: input.profiles.length > 0,
          profileTable: profileTable(input.profiles, fullDetail.profiles),
          ...nextView(input),
        },
        gate,
      )
    case 'preview':
      return renderPreview(input, gate)
    case 'outcome':
      return post(
        'outcome',
        {
          what: shorten(input.what, longestHeading),
          details: input.details,
          links: input.links.map(({ label, url }) => ({ link: { part: 'link', label, url } })),
          hasNext: input.next.length > 0,
          ...nextView(input),
        },
        gate,
      )
  }
}

/** What a person does next. */
function nextView({ next, commands }: { next: readonly string[]; commands: readonly string[] }): View {
  return {
    next: next.map((text, index) => ({ number: index + 1, text })),
    hasCommands: commands.length > 0,
    commands: { part: 'block', language: 'sh', text: commands.join('\n') },
  }
}

function renderReportComment(input: ReportComment, { names }: CommentContext, gate: GateContext): GatedText {
  const diagnosis = names === null ? input.diagnosis : redactForPublic(input.diagnosis, names)
  // What upstream knows names the package: of a private one, which is own code here, it would tell.
  const upstream = diagnosis.culprit === null ? null : input.upstream
  for (const detail of details) {
    try {
      return post('report', reportView({ ...input, diagnosis, upstream }, detail, names !== null), gate)
    } catch (error) {
      if (!(error instanceof HeadwaterError && error.code === 'too-large')) throw error
    }
  }
  throw new HeadwaterError('internal', 'the report does not fit into a comment, however short its tables')
}

function renderPreview(input: PreviewComment, gate: GateContext): GatedText {
  try {
    return post('preview', previewView(input, true), gate)
  } catch (error) {
    if (!(error instanceof HeadwaterError && error.code === 'too-large')) throw error
    return post('preview', previewView(input, false), gate)
  }
}

function post(template: string, view: View, gate: GateContext): GatedText {
  return passGate({ template: `comments/${template}.md.mustache`, view }, gate)
}

function name(text: string): { part: 'name'; text: string } {
  return { part: 'name', text }
}

function countProfiles(count: number | null): string {
  if (count === null) return 'the profiles'
  return count === 1 ? 'one profile' : `${count} profiles`
}
