import { addArtifact } from './artifacts.ts'
import { addAttachment } from './attachments.ts'
import type { Asker } from './emulator.ts'
import { importCommits, type PlannedCommit } from './git/import-commits.ts'
import { type Json, numberAt } from './json.ts'
import { makeRepository } from './repositories.ts'
import { type Content, type FullSeed, readContent } from './seed.ts'
import { keyOf } from './threads/thread-links.ts'
import type { StoredThread } from './threads/thread-seed.ts'
import type { Repository, Role, World } from './types.ts'

/** The day of seeded commits, so that their hashes are the same each time. */
const firstDay = '2025-01-01T00:00:00Z'

/** emulate's words for roles. */
const emulateRoles: Readonly<Record<Exclude<Role, 'none'>, string>> = {
  read: 'pull',
  triage: 'triage',
  write: 'push',
  maintain: 'maintain',
  admin: 'admin',
}

/** Puts into the world what a seed says, beyond what emulate was started with. */
export async function plantSeed(world: World, seed: FullSeed, folder: string): Promise<void> {
  for (const repository of seed.repositories) await plantRepository(world, repository, folder)
  const addresses = new Map<string, string>()
  for (const attachment of seed.attachments) {
    addresses.set(attachment.name, addAttachment(world, attachment, folder))
  }
  for (const artifact of seed.artifacts) addArtifact(world, artifact, folder)
  for (const issue of seed.issues) await plantIssue(world, issue, addresses)
  for (const thread of seed.threads) plantThread(world, thread)
}

async function plantRepository(world: World, seed: FullSeed['repositories'][number], folder: string): Promise<void> {
  const described = await ask(world, 'keeper', 'GET', `/repos/${seed.name}`)
  const repository = await makeRepository(world.folder, {
    id: numberAt(described, 'id'),
    fullName: seed.name,
    isPrivate: seed.private,
    isArchived: seed.archived,
    defaultBranch: seed.defaultBranch,
    parent: null,
    collaborators: new Map(Object.entries(seed.collaborators).map(([login, role]) => [login.toLowerCase(), role])),
  })
  world.repositories.set(seed.name.toLowerCase(), repository)
  const [owner = ''] = seed.name.split('/')
  const organization = world.organizations.get(owner.toLowerCase())
  const as: Asker = organization ? 'keeper' : { kind: 'user', login: owner }
  const admins = Object.fromEntries((organization?.admins ?? []).map((login) => [login, 'admin' as const]))
  for (const [login, role] of Object.entries({ ...seed.collaborators, ...admins })) {
    await ask(world, as, 'PUT', `/repos/${seed.name}/collaborators/${login}`, { permission: emulateRoles[role] })
  }
  for (const name of seed.labels) await ask(world, as, 'POST', `/repos/${seed.name}/labels`, { name })
  for (const name of seed.formerNames) world.formerNames.set(name.toLowerCase(), seed.name.toLowerCase())
  await plantCommits(world, repository, seed, folder)
  for (const { tag, notes } of seed.commits) {
    if (tag !== undefined && notes !== undefined)
      await ask(world, as, 'POST', `/repos/${seed.name}/releases`, { tag_name: tag, name: tag, body: notes })
  }
}

async function plantCommits(
  world: World,
  repository: Repository,
  seed: FullSeed['repositories'][number],
  folder: string,
): Promise<void> {
  const [owner = ''] = seed.name.split('/')
  const first = { message: 'Initial commit', files: seed.files ?? { 'README.md': `# ${seed.name}\n` } }
  const commits: FullSeed['repositories'][number]['commits'] =
    seed.files || seed.commits.length === 0 ? [first, ...seed.commits] : seed.commits
  const planned = commits.map((commit): PlannedCommit => {
    const author = commit.author ?? owner
    return {
      branch: commit.branch ?? seed.defaultBranch,
      files: readFiles(commit.files, folder),
      message: commit.message,
      author: { name: author, email: `${author}@users.noreply.github.com` },
      date: new Date(commit.date ?? firstDay),
      tag: commit.tag ?? null,
    }
  })
  const shas = await importCommits(repository.directory, seed.defaultBranch, planned)
  for (const [index, { merges, message }] of commits.entries()) {
    if (/#\d|\/(?:issues|pull)\/\d/.test(message)) world.naming.push({ repository, sha: shas[index] ?? '', message })
    if (merges) world.merges.set(keyOf({ repository: seed.name, number: merges }), shas[index] ?? '')
  }
}

/** Files by path, read. */
export function readFiles(files: Readonly<Record<string, Content>>, folder: string): Map<string, Buffer> {
  return new Map(Object.entries(files).map(([path, content]) => [path, readContent(content, folder)]))
}

async function plantIssue(
  world: World,
  seed: FullSeed['issues'][number],
  addresses: ReadonlyMap<string, string>,
): Promise<void> {
  const fill = (text: string) =>
    text
      .replaceAll('{{url}}', world.url)
      .replace(/\{\{attachment:([^}]+)\}\}/g, (whole, name: string) => addresses.get(name) ?? whole)
  const author: Asker = { kind: 'user', login: seed.author }
  const fields = { title: seed.title, body: fill(seed.body), labels: seed.labels }
  const issue = await ask(world, author, 'POST', `/repos/${seed.repository}/issues`, fields)
  const path = `/repos/${seed.repository}/issues/${numberAt(issue, 'number')}`
  for (const comment of seed.comments) {
    await ask(world, { kind: 'user', login: comment.author }, 'POST', `${path}/comments`, { body: fill(comment.body) })
  }
  if (seed.state === 'closed') await ask(world, author, 'PATCH', path, { state: 'closed' })
  if (seed.locked) await ask(world, author, 'PUT', `${path}/lock`, { lock_reason: 'resolved' })
}

function plantThread(world: World, seed: StoredThread): void {
  const fill = (text: string) => text.replaceAll('{{url}}', world.url)
  const comments = seed.comments.map((comment) => ({ ...comment, body: fill(comment.body) }))
  world.threads.set(keyOf(seed), { ...seed, body: fill(seed.body), comments })
}

async function ask(world: World, as: Asker, method: string, path: string, body?: Json): Promise<Json | undefined> {
  world.clock.mark()
  const reply = await world.emulator.ask(as, method, path, body)
  if (reply.status < 300) return reply.json
  const who = as === 'keeper' || as.kind !== 'user' ? 'the stand-in' : as.login
  throw new Error(`seed: ${who}: ${method} ${path}: ${reply.status} ${JSON.stringify(reply.json)}`)
}
