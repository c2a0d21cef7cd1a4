import type { JsonObject } from './json.ts'
import type { World } from './types.ts'

/** A user, bot or organisation in the short form that other things carry. */
export function simpleUser(world: Pick<World, 'url'>, login: string, facts: JsonObject): JsonObject {
  const self = `${world.url}/users/${encodeURIComponent(login)}`
  const page = login.endsWith('[bot]') ? `apps/${login.slice(0, -'[bot]'.length)}` : login
  return {
    login,
    id: facts.id ?? 0,
    node_id: facts.node_id ?? '',
    avatar_url: `${world.url}/avatars/u/${encodeURIComponent(login)}`,
    gravatar_id: '',
    url: self,
    html_url: `${world.url}/${page}`,
    followers_url: `${self}/followers`,
    following_url: `${self}/following{/other_user}`,
    gists_url: `${self}/gists{/gist_id}`,
    starred_url: `${self}/starred{/owner}{/repo}`,
    subscriptions_url: `${self}/subscriptions`,
    organizations_url: `${self}/orgs`,
    repos_url: `${self}/repos`,
    events_url: `${self}/events{/privacy}`,
    received_events_url: `${self}/received_events`,
    type: facts.type ?? 'User',
    site_admin: false,
  }
}
