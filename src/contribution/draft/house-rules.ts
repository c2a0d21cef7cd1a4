/**
 * The demands of repositories on those who contribute, as data: the words that tell each in a sentence of upstream's, the
 * words that look like it and are none, the paths that tell it too, and what a draft does.
 */
import type { DraftKind } from './types.ts'

export interface HouseRule {
  /** All of them stand in the one sentence. */
  readonly tells: readonly RegExp[]
  /** What looks like it: taken out of the sentence before it is asked. */
  readonly falseFriends: RegExp | null
  /** Files and folders, from the repository's root, that tell it without a word. */
  readonly marks: readonly Mark[]
  readonly act: Act
}

export interface Mark {
  readonly path: RegExp
  /** What it tells, and where a path is wanted its form. */
  readonly text: string
}

/** What the contribution does where a rule holds. */
export type Act =
  | { readonly does: 'refuse' }
  /** No pull request without a thread before it. */
  | { readonly does: 'ask-for-issue' }
  /** The preview says it to the person, for drafts of these kinds. */
  | { readonly does: 'say'; readonly kinds: readonly DraftKind[]; readonly wants: string; readonly so: string }

const everyKind: readonly DraftKind[] = ['issue', 'comment', 'pr']

const tools =
  /\b(?:bots?|AI|LLMs?|agents?|agentic|automated|automatically generated|(?:AI|machine|LLM)[- ](?:generated|assisted|written)|copilot|chatgpt|vibe[- ]coded)\b/i
const contribution = /\b(?:pull requests?|PRs?|issues?|contributions?|submissions?|patches|comments?|reports?|code)\b/i
const refusal =
  /\b(?:not (?:be )?(?:accept\w*|allow\w*|permit\w*|welcome)|(?:do(?:es)? not|don['’]t|cannot|can['’]t|won['’]t|will not) (?:accept|allow|permit|want|submit|take|merge|use)|will be (?:closed|rejected|banned)|(?:are|is) (?:banned|prohibited|forbidden|rejected)|must not (?:open|submit|create|send|post|comment|contribute|file|make|be)|no (?:AI|LLM|bots?|automated)|prohibit\w*|(?:we|maintainers) (?:ban|reject|refuse|close)|without (?:explicit|prior) (?:authori[sz]ation|permission|approval))\b/i
const harmlessTools =
  /\b(?:(?:do(?:es)?|did|is|are|will|have|has) not|don['’]t|doesn['’]t|aren['’]t|isn['’]t|never|no longer) (?:be |been |being )?(?:ban|banned|prohibit|prohibited|forbid|forbidden|reject|rejected|refuse|block|blocked)\b|\bno (?:ban|rule|objection)s? (?:on|against|to)\b|\bautomated (?:\w+ )?(?:tests?|testing|checks?|builds?|CI|workflows?|releases?|suites?|formatting|linters?)\b|\b(?:our|stale|CLA|DCO|CI|merge|triage|release|welcome) bots?\b|\bby (?:a|the) (?:\w+ )?bot\b|\b(?:user|java|monitoring|build|profiling|logging|ssh|tracing|node|proxy)[- ]agents?\b|\bAGENTS\.md\b/gi

const namesTool = /\b(?:AI|LLMs?|agents?|copilot|chatgpt|claude|generative|(?:AI|machine|LLM)[- ]\w+)\b/i
const disclosure =
  /\b(?:disclos\w+|declar(?:e|ed|ation)|acknowledg\w+|(?:must|should|please) (?:say|state|mention|indicate|note|label))\b/i

const issueFirst =
  /\b(?:(?:open|create|file|raise|start with|discuss\w*)\b.{0,60}\bissue\b.{0,60}\b(?:first|before|prior to)|(?:first|before|prior to)\b.{0,80}\b(?:open|create|file|raise)\b.{0,40}\bissue|(?:without|must (?:have|reference|link)|requires?|needs?)\b.{0,20}\b(?:an?|approved|accepted|existing|linked|open)\b.{0,30}\bissue)\b/i
const aboutChange =
  /\b(?:pull requests?|PRs?|patch(?:es)?|chang(?:e|es|ing)|cod(?:e|ing)|contribut\w+|work(?:ing)?|implement\w*)\b/i

const needless =
  /\b(?:no|without an?|not (?:ask for|require|need|want|use|have) an?|don['’]t (?:ask for|require|need|want|use|have) an?)\b[^.]{0,20}(?:\bCLAs?\b|\bcontributor licen[cs]e agreements?\b|\bDCO\b|\bsign[- ]?offs?\b|\bsigned-off-by\b|\b(?:changelog|news|release notes?)\b)|(?:\bCLAs?\b|\bDCO\b|\bsign[- ]?offs?\b) (?:is|are) (?:not|no longer) (?:needed|required|necessary)/gi

export const houseRules = {
  /** Contributions by tools or bots are not wanted. */
  refusesTools: {
    tells: [tools, refusal, contribution],
    falseFriends: harmlessTools,
    marks: [],
    act: { does: 'refuse' },
  },
  /** No pull request without an issue before it. */
  wantsIssueFirst: {
    tells: [issueFirst, aboutChange],
    falseFriends:
      /\b(?:fine|ok(?:ay)?|welcome|accepted|allowed|possible)\b[^.]{0,30}\bwithout\b[^.]{0,30}\bissue\b|(?:\bnot|n['’]t|\bno) (?:need|have|needed|required|necessary)\b[^.]{0,40}\bissue\b/gi,
    marks: [],
    act: { does: 'ask-for-issue' },
  },
  /** Commits carry a sign-off, which only a person gives. */
  wantsSignOff: {
    tells: [
      /\bsigned-off-by\b|\bDCO\b|developer certificate of origin|\bgit commit (?:-s\b|--signoff\b)|\bsign(?:ed)? (?:your )?commits? off\b/i,
    ],
    falseFriends: needless,
    marks: [{ path: /^(?:\.github\/dco\.ya?ml|DCO(?:\.\w+)?)$/i, text: 'a file on the sign-off' }],
    act: { does: 'say', kinds: everyKind, wants: 'commits signed off', so: 'Only you can do that.' },
  },
  /** Contributors sign an agreement on their rights. */
  wantsAgreement: {
    tells: [/\bCLAs?\b|contributors?['’]?s? licen[cs]e agreement|contributor agreement/i],
    falseFriends: needless,
    marks: [
      {
        path: /^(?:\.clabot|(?:\.github\/)?cla(?:\.\w+)?|\.github\/workflows\/cla\.ya?ml)$/i,
        text: 'a file on the agreement',
      },
    ],
    act: {
      does: 'say',
      kinds: ['pr'],
      wants: 'a contributor licence agreement',
      so: 'Only you, or who may sign for your employer, can sign it.',
    },
  },
  /** A change brings a line for the changelog, or a file of its own for it. */
  wantsChangelog: {
    tells: [
      /\b(?:changelogs?|changesets?|news ?fragments?|news (?:entry|file|fragment)|release notes?|changelog\.d|newsfragments)\b/i,
      /\b(?:add|create|include|write|requires?|needs?|must|should|run)\b/i,
    ],
    falseFriends:
      /\b(?:do not|don['’]t|never|no need to|not (?:need|have) to|needn['’]t)\b[^.]{0,40}\b(?:changelogs?|changesets?|news|release notes?)\b|\b(?:no|without an?) (?:changelog|changeset|news|release notes?)\b|\b(?:changelogs?|release notes?)\b[^.]{0,30}\b(?:generated|automatic\w*|written by (?:us|the maintainers))\b/gi,
    marks: [
      { path: /^\.changeset$/, text: '.changeset/NAME.md' },
      { path: /^\.chloggen$/, text: '.chloggen/NAME.yaml' },
      { path: /^\.changelog$/, text: '.changelog/NUMBER.txt' },
      { path: /^\.changes\/unreleased$/, text: '.changes/unreleased/KIND-TIME.yaml' },
      { path: /^changelog\.d$/, text: 'changelog.d/NUMBER.KIND.md' },
      { path: /^changelog_unreleased$/, text: 'changelog_unreleased/TOPIC/NUMBER.md' },
      { path: /^changelogs\/fragments$/, text: 'changelogs/fragments/NUMBER-NAME.yml' },
      { path: /^(?:[\w.-]+\/)?newsfragments$/, text: 'newsfragments/NUMBER.KIND.rst' },
    ],
    act: {
      does: 'say',
      kinds: ['pr'],
      wants: 'a fragment or a line for the changelog with a change',
      so: 'None is drafted: add it with the fix, when the number is known.',
    },
  },
  /** What a tool has had a hand in says so. */
  wantsDisclosure: {
    tells: [namesTool, disclosure],
    falseFriends:
      /\b(?:not|never|no need to|needn['’]t)\b[^.]{0,30}\b(?:disclos\w+|declare\w*|acknowledg\w+|mention)\b/gi,
    marks: [],
    act: {
      does: 'say',
      kinds: everyKind,
      wants: 'it said where a tool had a hand in',
      so: 'The draft ends with that line: leave it in, and say what else was written by a tool.',
    },
  },
} as const satisfies Readonly<Record<string, HouseRule>>

export type Demand = keyof typeof houseRules
export const demands = Object.keys(houseRules) as readonly Demand[]
