import type { Needed } from './access.ts'

interface Rule {
  readonly methods: readonly string[]
  /** Matched against the path behind `/repos/OWNER/NAME`. */
  readonly path: RegExp
  readonly needed: Needed
}

const reads = ['GET', 'HEAD']
const writes = ['POST', 'PUT', 'PATCH', 'DELETE']

/** The first rule that fits says what a request takes. An author's right to their own text is looked at elsewhere. */
const rules: readonly Rule[] = [
  { methods: reads, path: /^\/collaborators\/[^/]+\/permission$/, needed: { metadata: 'read', role: 'write' } },
  { methods: writes, path: /^\/collaborators\//, needed: { administration: 'write', role: 'admin' } },
  {
    methods: reads,
    path: /^\/(issues|labels|milestones)/,
    needed: { issues: 'read', pull_requests: 'read', role: 'read' },
  },
  { methods: writes, path: /^\/issues\/.*\/reactions/, needed: { issues: 'write', role: 'read' } },
  {
    methods: writes,
    path: /^\/issues\/\d+\/lock$/,
    needed: { issues: 'write', pull_requests: 'write', role: 'write' },
  },
  {
    methods: writes,
    path: /^\/issues\/\d+\/(labels|assignees)/,
    needed: { issues: 'write', pull_requests: 'write', role: 'triage' },
  },
  {
    methods: ['POST'],
    path: /^\/issues\/\d+\/comments$/,
    needed: { issues: 'write', pull_requests: 'write', role: 'read' },
  },
  { methods: writes, path: /^\/issues/, needed: { issues: 'write', pull_requests: 'write', role: 'read' } },
  {
    methods: writes,
    path: /^\/(labels|milestones)/,
    needed: { issues: 'write', pull_requests: 'write', role: 'write' },
  },
  { methods: reads, path: /^\/pulls/, needed: { pull_requests: 'read', role: 'read' } },
  { methods: writes, path: /^\/pulls/, needed: { pull_requests: 'write', role: 'read' } },
  { methods: reads, path: /^\/actions\/artifacts\/\d+\/zip/, needed: { actions: 'read', role: 'read' } },
  { methods: reads, path: /^\/actions/, needed: { actions: 'read', role: 'read' } },
  { methods: writes, path: /^\/actions/, needed: { actions: 'write', role: 'write' } },
  {
    methods: reads,
    path: /^\/(contents|git|commits|branches|compare|readme|tags|releases)/,
    needed: { contents: 'read', role: 'read' },
  },
  { methods: writes, path: /^\/(contents|git|merges|releases)/, needed: { contents: 'write', role: 'write' } },
  { methods: ['POST'], path: /^\/forks$/, needed: { administration: 'write', role: 'read' } },
  { methods: writes, path: /^/, needed: { administration: 'write', role: 'admin' } },
]

/** What a request on a repository takes. */
export function neededFor(method: string, path: string): Needed {
  const rule = rules.find(({ methods, path: pattern }) => methods.includes(method) && pattern.test(path))
  return rule?.needed ?? { metadata: 'read', role: 'read' }
}
