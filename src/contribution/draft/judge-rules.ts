/**
 * What a repository's own texts demand of contributions: CONTRIBUTING, policies on tools, AGENTS.md, forms. Texts are read as
 * far as sentences tell by their words; what they tell otherwise is for the person who sends the draft.
 */
import { type Form, readForm } from './read-form.ts'

/** One file of upstream's. */
export interface RuleFile {
  readonly path: string
  readonly text: string
}

/** A sentence of upstream's, and where it stands. */
export interface Quote {
  readonly path: string
  readonly text: string
}

export interface HouseRules {
  /** Contributions by tools or bots are not wanted. */
  readonly refusesTools: Quote | null
  /** No pull request without an issue before it. */
  readonly wantsIssueFirst: Quote | null
  /** Commits carry a sign-off, which only a person gives. */
  readonly wantsSignOff: Quote | null
  readonly issueForm: Form | null
  readonly pullRequestForm: Form | null
  /** Paths of what was read. */
  readonly read: readonly string[]
}

/** Nothing is known of the house. */
export const noRules: HouseRules = {
  refusesTools: null,
  wantsIssueFirst: null,
  wantsSignOff: null,
  issueForm: null,
  pullRequestForm: null,
  read: [],
}

const mostText = 131_072
const longestSentence = 400

const tools =
  /\b(?:bots?|AI|LLMs?|agents?|automated|automatically generated|(?:AI|machine|LLM)[- ](?:generated|assisted|written)|copilot|chatgpt)\b/i
const contribution = /\b(?:pull requests?|PRs?|issues?|contributions?|submissions?|patches|comments?|reports?|code)\b/i
const refusal =
  /\b(?:not (?:be )?(?:accept\w*|allow\w*|permit\w*|welcome)|do(?:es)? not (?:accept|allow|permit|want|submit|use)|don['’]t (?:accept|allow|submit|use)|will be (?:closed|rejected|banned)|(?:are|is) (?:banned|prohibited|forbidden|rejected)|must not|no (?:AI|LLM|bots?|automated)|prohibit\w*|without (?:explicit|prior) (?:authori[sz]ation|permission|approval))\b/i
const issueFirst =
  /\b(?:(?:open|create|file|raise|start with|discuss\w*)\b.{0,60}\bissue\b.{0,60}\b(?:first|before|prior to)|(?:first|before|prior to)\b.{0,80}\b(?:open|create|file|raise)\b.{0,40}\bissue)\b/i
const signOff = /\bsigned-off-by\b|\bDCO\b|developer certificate of origin/i

/** @param files in the order in which they count */
export function judgeRules(files: readonly RuleFile[]): HouseRules {
  const texts = files.filter(({ path }) => !isForm(path))
  const quotes = texts.flatMap(sentencesOf)
  const find = (...patterns: readonly RegExp[]): Quote | null =>
    quotes.find(({ text }) => patterns.every((pattern) => pattern.test(text))) ?? null
  const forms = files.filter(({ path }) => isForm(path))
  return {
    refusesTools: find(tools, refusal, contribution),
    wantsIssueFirst: find(issueFirst),
    wantsSignOff: find(signOff),
    issueForm: chooseForm(forms.filter(({ path }) => isIssueForm(path)).sort(byTrouble)),
    pullRequestForm: chooseForm(forms.filter(({ path }) => !isIssueForm(path))),
    read: files.map(({ path }) => path),
  }
}

const isForm = (path: string): boolean => /(?:issue|pull_request)_template/i.test(path)
const isIssueForm = (path: string): boolean => /issue_template/i.test(path) && !/\/config\.ya?ml$/i.test(path)

/** Of several issue forms the one for troubles. */
function byTrouble(a: RuleFile, b: RuleFile): number {
  const rank = ({ path }: RuleFile): number => (/perf/i.test(path) ? 0 : /bug|defect|regression/i.test(path) ? 1 : 2)
  return rank(a) - rank(b)
}

function chooseForm(files: readonly RuleFile[]): Form | null {
  for (const { path, text } of files) {
    const form = readForm(path, text)
    if (form !== null) return form
  }
  return null
}

function sentencesOf({ path, text }: RuleFile): Quote[] {
  return withoutComments(text.slice(0, mostText))
    .split(/\n\s*\n|\n\s*(?:[-*#>]|\d+\.)\s|(?<=[.!?])\s/)
    .map((part) => part.replace(/\s+/g, ' ').trim().slice(0, longestSentence))
    .filter((part) => part !== '')
    .map((part) => ({ path, text: part }))
}

/** Linear in the text, whatever it holds. */
function withoutComments(text: string): string {
  return text
    .split('<!--')
    .map((part, index) =>
      index === 0 ? part : part.slice(part.includes('-->') ? part.indexOf('-->') + 3 : part.length),
    )
    .join(' ')
}
