import { json, noContent, notFound, page, problem, redirect, requiresAuthentication } from '../answers.ts'
import { toSeconds } from '../clock.ts'
import type { JsonObject } from '../json.ts'
import type { Answer, Artifact, Call, Route, World } from '../types.ts'

/** How long GitHub keeps an artifact, in milliseconds. */
const keptMs = 90 * 86_400_000

/** Actions artifacts: listed by repository and by run, downloaded by redirect. */
export function artifactRoutes(world: World): Route[] {
  const actions = '/repos/:owner/:repo/actions'
  const find = (call: Call, id: string | undefined) =>
    artifactsOf(world, call).find((artifact) => String(artifact.id) === id)
  const one =
    (handle: (artifact: Artifact, call: Call) => Answer): Route['handle'] =>
    (call, { id }) => {
      const artifact = find(call, id)
      return artifact ? handle(artifact, call) : notFound()
    }
  return [
    { method: 'GET', pattern: `${actions}/artifacts`, handle: (call) => list(world, call, () => true) },
    {
      method: 'GET',
      pattern: `${actions}/runs/:run/artifacts`,
      handle: (call, { run }) => list(world, call, ({ runId }) => String(runId) === run),
    },
    { method: 'GET', pattern: `${actions}/artifacts/:id`, handle: one((artifact) => json(describe(world, artifact))) },
    {
      method: 'GET',
      pattern: `${actions}/artifacts/:id/:format`,
      handle: one((artifact, call) => download(world, artifact, call)),
    },
    {
      method: 'DELETE',
      pattern: `${actions}/artifacts/:id`,
      handle: one((artifact) => {
        world.artifacts.splice(world.artifacts.indexOf(artifact), 1)
        return noContent()
      }),
    },
  ]
}

function artifactsOf(world: World, call: Call): Artifact[] {
  const name = call.repository?.fullName.toLowerCase()
  return world.artifacts.filter(({ repository }) => repository.toLowerCase() === name)
}

function list(world: World, call: Call, isWanted: (artifact: Artifact) => boolean): Answer {
  const name = call.url.searchParams.get('name')
  const found = artifactsOf(world, call).filter(
    (artifact) => isWanted(artifact) && (name === null || artifact.name === name),
  )
  const items = found.reverse().map((artifact) => describe(world, artifact))
  return page(call.url, items, (artifacts) => ({ total_count: items.length, artifacts }))
}

/** Even a public repository's artifacts go only to those who have signed in. */
function download(world: World, artifact: Artifact, call: Call): Answer {
  if (!call.path.endsWith('/zip')) return notFound()
  if (call.actor.kind === 'anonymous') return requiresAuthentication()
  if (artifact.expired) return problem(410, 'Artifact has expired')
  return redirect(
    `${world.objectsUrl}/actions-results/${artifact.id}/${encodeURIComponent(artifact.name)}.zip?sig=stand-in`,
  )
}

function describe(world: World, artifact: Artifact): JsonObject {
  const url = `${world.url}/repos/${artifact.repository}/actions/artifacts/${artifact.id}`
  const repositoryId = world.repositories.get(artifact.repository.toLowerCase())?.id ?? 0
  return {
    id: artifact.id,
    node_id: Buffer.from(`Artifact${artifact.id}`).toString('base64'),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: toSeconds(artifact.createdAt),
    updated_at: toSeconds(artifact.createdAt),
    expires_at: toSeconds(new Date(artifact.createdAt.getTime() + keptMs)),
    workflow_run: {
      id: artifact.runId,
      repository_id: repositoryId,
      head_repository_id: repositoryId,
      head_branch: 'main',
      head_sha: '0'.repeat(40),
    },
  }
}
