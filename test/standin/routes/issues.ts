import { atLeast, roleOf } from '../access.ts'
import { problem, validationFailed } from '../answers.ts'
import { forward, look } from '../forward.ts'
import { at, isObject, type Json, type JsonObject, listAt, numberAt, textAt } from '../json.ts'
import { polish } from '../polish.ts'
import type { Answer, Call, Route, World } from '../types.ts'
import { loginOf } from './reactions.ts'
import { bodyOf } from './repositories.ts'

/** How many characters a body holds. */
const bodyLimit = 65_536

/** emulate keeps issues and comments; here it is judged who may write what, as GitHub does. */
export function issueRoutes(world: World): Route[] {
  const issues = '/repos/:owner/:repo/issues'
  return [
    { method: 'POST', pattern: issues, handle: (call) => openIssue(world, call) },
    { method: 'GET', pattern: issues, handle: (call) => listIssues(world, call) },
    { method: 'GET', pattern: `${issues}/:number`, handle: (call) => showIssue(world, call) },
    { method: 'PATCH', pattern: `${issues}/:number`, handle: (call) => changeIssue(world, call) },
    { method: 'POST', pattern: `${issues}/:number/comments`, handle: (call) => addComment(world, call) },
    { method: 'GET', pattern: `${issues}/:number/comments`, handle: (call) => showText(world, call) },
    { method: 'GET', pattern: `${issues}/comments/:number`, handle: (call) => showText(world, call) },
    { method: 'PATCH', pattern: `${issues}/comments/:number`, handle: (call) => changeComment(world, call) },
    { method: 'DELETE', pattern: `${issues}/comments/:number`, handle: (call) => changeComment(world, call) },
    {
      method: 'DELETE',
      pattern: `${issues}/:number/labels/:name`,
      handle: (call) => forward(world, call, { body: undefined }),
    },
  ]
}

/** emulate can't forget an issue: those that were deleted or moved are left out here. */
async function listIssues(world: World, call: Call): Promise<Answer> {
  const answer = await showText(world, call)
  const name = call.repository?.fullName ?? ''
  const isHere = (issue: Json) => !world.gone.has(`${name}#${numberAt(issue, 'number')}`.toLowerCase())
  return { ...answer, body: Array.isArray(answer.body) ? answer.body.filter(isHere) : answer.body }
}

/** Labels of people without triage are dropped silently; with the others each makes an event of its own. */
async function openIssue(world: World, call: Call): Promise<Answer> {
  const tooLong = refuseLength(call, 'Issue')
  if (tooLong) return tooLong
  const { labels: _, ...rest } = isObject(call.json) ? call.json : {}
  const answer = await forward(world, call, { body: rest })
  const path = pathOf(world, textAt(bodyOf(answer), 'url'))
  const names = listAt(call.json, 'labels').map((label) => (typeof label === 'string' ? label : textAt(label, 'name')))
  if (answer.status !== 201 || names.length === 0 || !mayLabel(world, call)) return answer
  world.openedWith.set(path, names)
  for (const name of names) await labelIssue(world, call, path, name)
  return { ...(await forward(world, { ...call, method: 'GET' }, { path })), status: 201 }
}

/** A label that GitHub would put on in the actor's name, whatever their role. */
async function labelIssue(world: World, call: Call, path: string, name: string): Promise<void> {
  await world.emulator.ask(call.actor, 'POST', `${path}/labels`, { labels: [name] })
}

function mayLabel(world: World, call: Call): boolean {
  if (call.headers['x-standin-form'] === 'yes') return true
  const { actor, repository } = call
  if (actor.kind !== 'user' || !repository) return true
  return atLeast(roleOf(world, actor.login, repository), 'triage')
}

async function changeIssue(world: World, call: Call): Promise<Answer> {
  const tooLong = refuseLength(call, 'Issue')
  if (tooLong) return tooLong
  const before = await look(world, call.path)
  const isAuthor = textAt(before, 'user', 'login') === loginOf(world, call)
  const { actor, repository } = call
  const role = actor.kind === 'user' && repository ? roleOf(world, actor.login, repository) : 'write'
  if (before && !isAuthor && !atLeast(role, 'triage')) return problem(403, 'Must have admin rights to Repository.')
  const fields: JsonObject = isObject(call.json) ? { ...call.json } : {}
  if (!atLeast(role, 'triage')) for (const name of ['labels', 'assignees', 'milestone']) delete fields[name]
  remember(world, call, before)
  return forward(world, call, { body: fields })
}

async function addComment(world: World, call: Call): Promise<Answer> {
  const tooLong = refuseLength(call, 'IssueComment')
  if (tooLong) return tooLong
  if (textAt(call.json, 'body').trim() === '') {
    return validationFailed('IssueComment', [{ field: 'body', code: 'custom', message: 'body cannot be blank' }])
  }
  const issue = await look(world, call.path.replace(/\/comments$/, ''))
  const { actor, repository } = call
  if (at(issue, 'locked') === true) {
    const role = actor.kind === 'user' && repository ? roleOf(world, actor.login, repository) : 'none'
    if (!atLeast(role, 'write')) return problem(403, 'Unable to create comment because issue is locked.')
  }
  return forward(world, call)
}

/** A comment is its author's; people with write may change it too, and so may an App with `issues: write`. */
async function changeComment(world: World, call: Call): Promise<Answer> {
  const tooLong = refuseLength(call, 'IssueComment')
  if (tooLong) return tooLong
  const before = await look(world, call.path)
  const { actor, repository } = call
  const isAuthor = textAt(before, 'user', 'login') === loginOf(world, call)
  const role = actor.kind === 'user' && repository ? roleOf(world, actor.login, repository) : 'write'
  if (before && !isAuthor && !atLeast(role, 'write')) return problem(403, 'Must have admin rights to Repository.')
  if (call.method === 'PATCH') remember(world, call, before)
  return forward(world, call, call.method === 'DELETE' ? { body: undefined } : {})
}

function remember(world: World, call: Call, before: Json | undefined): void {
  const changed = ['title', 'body'].filter((key) => {
    return textAt(call.json, key) !== '' && textAt(call.json, key) !== textAt(before, key)
  })
  world.replaced.set(call.path, Object.fromEntries(changed.map((key) => [key, textAt(before, key)])))
}

function refuseLength(call: Call, resource: string): Answer | undefined {
  if (textAt(call.json, 'body').length <= bodyLimit) return undefined
  const message = `body is too long (maximum is ${bodyLimit} characters)`
  return validationFailed(resource, [{ field: 'body', code: 'custom', message }])
}

/** A pull request is an issue too, which emulate doesn't know. */
async function showIssue(world: World, call: Call): Promise<Answer> {
  const answer = await showText(world, call)
  if (answer.status !== 404) return answer
  const pull = await look(world, call.path.replace('/issues/', '/pulls/'))
  if (!isObject(pull)) return answer
  const { head: _, base: __, ...shared } = pull
  const url = textAt(pull, 'url')
  const issue = {
    ...shared,
    url: `${world.url}${call.path}`,
    pull_request: { url, html_url: textAt(pull, 'html_url') },
  }
  return { status: 200, body: polish(world, { ...issue, reactions: {} }, call.actor) }
}

/** With the media types `full` and `html` GitHub shows what it made of the text. */
async function showText(world: World, call: Call): Promise<Answer> {
  const answer = await forward(world, call)
  const accept = String(call.headers.accept ?? '')
  const body = bodyOf(answer)
  if (answer.status !== 200 || !/\b(full|html)\b/.test(accept) || body === undefined) return answer
  return { ...answer, body: Array.isArray(body) ? body.map((item) => addHtml(world, item)) : addHtml(world, body) }
}

function addHtml(world: World, value: Json): Json {
  return isObject(value) ? { ...value, body_html: renderText(world, textAt(value, 'body')) } : value
}

/** Paragraphs and links only; a private picture's link gets a signature, as GitHub gives it one. */
function renderText(world: World, text: string): string {
  const escapeHtml = (raw: string) => raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const linked = escapeHtml(text).replace(/https?:\/\/[^\s()<>&]+/g, (url) => {
    const attachment = world.attachments.get(url.slice(world.url.length))
    const isSigned = attachment?.access === 'private-with-token' && attachment.path.includes('/assets/')
    const href = isSigned ? `${world.objectsUrl}/private-user-images/${attachment.id}?jwt=signed` : url
    return `<a href="${href}">${url}</a>`
  })
  return `<p dir="auto">${linked.replace(/\n{2,}/g, '</p>\n<p dir="auto">')}</p>`
}

function pathOf(world: World, url: string): string {
  return url.slice(world.url.length)
}
