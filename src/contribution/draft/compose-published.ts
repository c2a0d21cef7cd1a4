import type { OwnerShares, Shape } from '../../diagnosis/index.ts'
import { percent } from '../../diagnosis/index.ts'
import type { Package } from '../../ownership/index.ts'
import type { GateContext, NamePart, View } from '../gate.ts'
import { passGate } from '../gate.ts'
import { signMarker } from '../marker.ts'
import type { PublishedNames } from '../published-names.ts'
import { makeRedactor } from '../redactor.ts'
import { type BranchNames, branchNames, type Origin } from './branch-names.ts'
import type { Evidence } from './draw-evidence.ts'
import { plainLine } from './fill-file.ts'
import type { HouseRules } from './judge-rules.ts'
import type { DraftPlan } from './plan-contribution.ts'
import type { CommitAuthor, PublishedFile, PublishedSet, Repository } from './types.ts'
import { writeDraft } from './write-draft.ts'
import { reproductionFolder, writeReproduction } from './write-reproduction.ts'

export interface Composition {
  readonly plan: DraftPlan
  readonly origin: Origin
  readonly culprit: Package
  /** Of the package within its repository; null for the root. */
  readonly directory: string | null
  readonly shape: Pick<Shape, 'kind' | 'meaning'>
  /** Probability, from 0 to 1, that the culprit is right. */
  readonly confidence: number
  readonly share: OwnerShares
  readonly evidence: Evidence
  /** What may be named of the service's packages. */
  readonly names: PublishedNames
  readonly rules: HouseRules
  readonly fork: Repository
  readonly author: CommitAuthor
  /** Origin of GitHub's pages: `https://github.com`. */
  readonly webOrigin: string
  /** Signs the draft inside the fork, so that it is found again. */
  readonly markerKey: string
}

const mostFoldedLines = 12

/** Everything that an approval would publish. The same facts give the same bytes. */
export function composePublished(composition: Composition): PublishedSet {
  const { plan, culprit, evidence, fork, author, origin, markerKey } = composition
  const branches = branchNames(culprit, origin, markerKey)
  const gate = gateFor(composition)
  const facts = factsOf(composition, branches)
  const draft = {
    kind: plan.kind,
    isResult: plan.isResult,
    form: plan.kind === 'pr' ? composition.rules.pullRequestForm : composition.rules.issueForm,
    facts,
    about: aboutOf(composition),
  }
  const body = writeDraft(draft, gate)
  const place = { repositoryId: 0, incident: origin.incident }
  const marker = signMarker({ ...place, kind: 'draft', id: branches.work }, markerKey)
  const reproduction = writeReproduction(culprit, composition.shape.kind, composition.directory, gate)
  return {
    kind: plan.kind,
    upstream: plan.upstream,
    thread: plan.thread && { owner: plan.thread.owner, repo: plan.thread.repo, number: plan.thread.number },
    fork,
    author,
    work: {
      name: branches.work,
      files: reproduction,
      message: plainLine(`Add a scaffold to reproduce high CPU use in ${culprit.name}`),
    },
    evidence: {
      name: branches.evidence,
      files: [...evidenceFiles(evidence, facts, gate), { path: 'draft.md', bytes: Buffer.from(body) }],
      message: plainLine(`Show what a CPU profile tells of ${culprit.name}`),
    },
    title: plainLine(titleOf(composition)),
    body,
    draftBody: writeDraft(draft, { ...gate, marker }),
  }
}

function gateFor({ fork, webOrigin, names, culprit }: Composition): GateContext {
  const shown = [culprit.name, ...culprit.libraryNames]
  return {
    repository: `${fork.owner}/${fork.repo}`,
    webOrigin,
    marker: null,
    redact: makeRedactor({ ...names, shown: shown.filter((name) => !names.hidden.includes(name)) }),
  }
}

function factsOf(
  { culprit, shape, confidence, share, evidence, fork, webOrigin }: Composition,
  branches: BranchNames,
): View {
  const page = `${webOrigin}/${fork.owner}/${fork.repo}`
  return {
    package: name(culprit.name),
    version: name(culprit.version ?? 'of an unknown version'),
    shape: name(shape.kind),
    meaning: shape.meaning,
    samples: String(evidence.samples),
    confidence: percent(confidence),
    self: percent(share.self),
    total: percent(share.total),
    mentioned: percent(share.mentioned),
    folded: { part: 'block', language: 'text', text: firstLines(evidence.folded) },
    picture: { part: 'link', label: 'picture', url: `${page}/blob/${branches.evidence}/flamegraph.png` },
    drawing: { part: 'link', label: 'interactive', url: `${page}/raw/${branches.evidence}/flamegraph.svg` },
    folder: { part: 'link', label: reproductionFolder, url: `${page}/tree/${branches.work}/${reproductionFolder}` },
    branch: name(`${fork.owner}:${branches.work}`),
  }
}

function firstLines(text: string): string {
  const lines = text.trimEnd().split('\n')
  const left = lines.length - mostFoldedLines
  return [...lines.slice(0, mostFoldedLines), ...(left > 0 ? [`… and ${left} more in stacks.folded`] : [])].join('\n')
}

function aboutOf({ plan }: Composition): { part: 'link'; label: string; url: string } | null {
  const { thread } = plan
  if (thread === null) return null
  return { part: 'link', label: `${thread.owner}/${thread.repo}#${thread.number}`, url: thread.url }
}

function evidenceFiles({ folded, svg, png }: Evidence, facts: View, gate: GateContext): PublishedFile[] {
  const readme = passGate(
    {
      template: 'drafts/evidence.md.mustache',
      view: facts,
    },
    gate,
  )
  return [
    { path: 'README.md', bytes: Buffer.from(readme) },
    { path: 'flamegraph.png', bytes: Buffer.from(png, 'base64') },
    { path: 'flamegraph.svg', bytes: Buffer.from(svg) },
    { path: 'stacks.folded', bytes: Buffer.from(folded) },
  ]
}

function titleOf({ culprit, shape }: Composition): string {
  const what = `${culprit.name}${culprit.version === null ? '' : ` ${culprit.version}`}`
  switch (shape.kind) {
    case 'busy-loop':
      return `Busy loop in ${what}: tasks are polled again and again without getting anything done`
    case 'regex-backtracking':
      return `A regular expression of ${what} takes very long on some inputs`
    case 'quadratic-algorithm':
      return `Time in ${what} grows faster than the input`
    case 'gc-pressure':
      return `${what} keeps the garbage collector busy`
    case 'lock-contention':
      return `Threads wait for each other in ${what}`
    case 'syscall-bound':
      return `${what} makes very many system calls`
    case 'exceptions':
      return `${what} throws very many exceptions`
    case 'jit':
      return `Code of ${what} is compiled again and again`
    case 'hot-work':
    case 'unknown':
      return `High CPU use in ${what}`
  }
}

function name(text: string): NamePart {
  return { part: 'name', text }
}
