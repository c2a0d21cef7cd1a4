import type { Actor, Grant, Installation, Repository, Role, World } from './types.ts'
import { roles } from './types.ts'

/** What an action takes: one of these permissions of an installation, or this role of a person. */
export interface Needed {
  readonly role: Role
  readonly contents?: Grant
  readonly issues?: Grant
  readonly pull_requests?: Grant
  readonly actions?: Grant
  readonly metadata?: Grant
  readonly administration?: Grant
}

/** A person's role on a repository: the owner's and organisation admins' is admin; a public repository lets all read. */
export function roleOf(world: World, login: string, repository: Repository): Role {
  const [owner = ''] = repository.fullName.toLowerCase().split('/')
  const who = login.toLowerCase()
  const admins = world.organizations.get(owner)?.admins ?? []
  if (owner === who || admins.some((admin) => admin.toLowerCase() === who)) return 'admin'
  return repository.collaborators.get(who) ?? (repository.isPrivate ? 'none' : 'read')
}

/** Whether the actor may know that the repository exists. */
export function maySee(world: World, actor: Actor, repository: Repository): boolean {
  if (!repository.isPrivate) return true
  if (actor.kind === 'user') return roleOf(world, actor.login, repository) !== 'none'
  return actor.kind === 'installation' && covers(actor, repository)
}

/** Whether the actor may do what takes this much. */
export function may(world: World, actor: Actor, repository: Repository, needed: Needed): boolean {
  const isRead = Object.entries(needed).every(
    ([key, value]) => value === 'read' || (key === 'role' && value === 'none'),
  )
  if (isRead && !repository.isPrivate) return true
  if (actor.kind === 'user') return atLeast(roleOf(world, actor.login, repository), needed.role)
  if (actor.kind !== 'installation' || !covers(actor, repository)) return false
  return Object.entries(needed).some(([name, grant]) => {
    if (name === 'role') return false
    const given = name === 'metadata' ? 'read' : actor.permissions[name]
    return given === 'write' || given === grant
  })
}

export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}

/** Whether an installation, or a token narrowed from it, reaches the repository. */
export function covers(reach: Pick<Installation, 'account' | 'repositories'>, repository: Repository): boolean {
  const name = repository.fullName.toLowerCase()
  if (!name.startsWith(`${reach.account.toLowerCase()}/`)) return false
  return reach.repositories === 'all' || reach.repositories.has(name)
}
