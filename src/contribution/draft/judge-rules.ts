/**
 * What a repository's own texts demand of contributions: CONTRIBUTING, policies on tools, AGENTS.md, forms. Texts are read as
 * far as sentences tell by their words (`house-rules.ts`); what they tell otherwise is for the person who sends the draft.
 */
import type { InteractionLimit, RepositoryFacts } from '../../github/index.ts'
import { type Demand, demands, type HouseRule, houseRules } from './house-rules.ts'
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

/** Who may open what, by GitHub's own settings. */
export interface Doors {
  readonly issues: boolean
  readonly pullRequests: RepositoryFacts['pullRequests']
  /** For a time, others can neither comment nor open anything; null where there is no such limit, or it may not be seen. */
  readonly limit: InteractionLimit | null
}

/** By demand, where upstream says it; null where it does not. */
export type HouseRules = Readonly<Record<Demand, Quote | null>> & {
  /** Issues start from one of the forms. */
  readonly refusesBlankIssues: Quote | null
  readonly issueForm: Form | null
  readonly pullRequestForm: Form | null
  readonly doors: Doors
  /** Paths of what was read. */
  readonly read: readonly string[]
  /** GitHub did not list all files, so some may not be known. */
  readonly isCut: boolean
}

const openDoors: Doors = { issues: true, pullRequests: 'everybody', limit: null }

const mostText = 131_072
const mostSentences = 4_000
const longestSentence = 400

/** What is known of a house besides its texts. */
export interface HouseFacts {
  /** Files and folders, which may tell a rule by their names. */
  readonly paths?: readonly string[]
  readonly doors?: Doors
  readonly isCut?: boolean
}

/** @param files in the order in which they count */
export function judgeRules(files: readonly RuleFile[], facts: HouseFacts = {}): HouseRules {
  const { paths = [], doors = openDoors, isCut = false } = facts
  const quotes = files.filter(({ path }) => !isForm(path)).flatMap(sentencesOf)
  const found = demands.map((demand) => [
    demand,
    findSentence(houseRules[demand], quotes) ?? findMark(houseRules[demand], paths),
  ])
  const forms = files.filter(({ path }) => isForm(path) && !isChooser(path))
  return {
    ...(Object.fromEntries(found) as Record<Demand, Quote | null>),
    refusesBlankIssues: findChooser(files),
    issueForm: chooseForm(forms.filter(({ path }) => isIssueForm(path)).sort(byTrouble)),
    pullRequestForm: chooseForm(forms.filter(({ path }) => !isIssueForm(path))),
    doors,
    read: files.map(({ path }) => path),
    isCut,
  }
}

function findSentence({ tells, falseFriends }: HouseRule, quotes: readonly Quote[]): Quote | null {
  const isTold = ({ text }: Quote): boolean => {
    const rest = falseFriends === null ? text : text.replace(falseFriends, ' ')
    return tells.every((pattern) => pattern.test(rest))
  }
  return quotes.find(isTold) ?? null
}

function findMark({ marks }: HouseRule, paths: readonly string[]): Quote | null {
  for (const { path: pattern, text } of marks) {
    const path = paths.find((path) => pattern.test(path))
    if (path !== undefined) return { path, text }
  }
  return null
}

const isForm = (path: string): boolean => /(?:issue|pull_request)_template/i.test(path)
const isIssueForm = (path: string): boolean => /issue_template/i.test(path)
/** Settings of the page on which a person chooses a form. */
const isChooser = (path: string): boolean => /issue_template\/config\.ya?ml$/i.test(path)

function findChooser(files: readonly RuleFile[]): Quote | null {
  const chooser = files.find(({ path }) => isChooser(path))
  const isRefused =
    chooser !== undefined && /^blank_issues_enabled:[ \t]*false\b/m.test(chooser.text.slice(0, mostText))
  return isRefused ? { path: chooser.path, text: 'blank_issues_enabled: false' } : null
}

const troubles = [
  /perf/i,
  /bug|defect|regression/i,
  /^(?!.*(?:feature|enhancement|question|support|doc|security|release))/i,
  /^/,
]

/** Of several issue forms the one for troubles. */
function byTrouble(a: RuleFile, b: RuleFile): number {
  const rank = ({ path }: RuleFile): number => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return troubles.findIndex((words) => words.test(name))
  }
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
    .slice(0, mostSentences)
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

/** Nothing is known of the house. */
export const noRules: HouseRules = judgeRules([])
