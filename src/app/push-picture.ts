import { signMarker } from '../contribution/index.ts'
import { isRefusal, pushFiles, statusOf } from '../github/index.ts'
import type { Scene } from './at-incident.ts'
import type { Picture } from './parse/index.ts'

/** Where pictures stand in the service's repository: a branch of its own, without the service's history. */
export const evidenceBranch = 'headwater-evidence'

/**
 * Puts an incident's flamegraph where its report can show it: an App can attach nothing.
 *
 * @param repositoryUrl the repository's page
 * @returns the picture's address; null where GitHub does not take it, since the report stands without it
 */
export async function pushPicture(
  { github, incident, tools }: Scene,
  { picture, repositoryUrl }: { picture: Picture; repositoryUrl: string },
): Promise<string | null> {
  const { owner, repo, issue } = incident
  const path = `incidents/${issue}/flamegraph.png`
  const content = { repositoryId: incident.repositoryId, incident: issue, kind: 'evidence', id: null }
  try {
    const commit = await pushFiles(github, {
      owner,
      repo,
      branch: evidenceBranch,
      files: [{ path, bytes: Buffer.from(picture.png, 'base64') }],
      // Without a `#`, for which GitHub would note each picture in the incident.
      message: `Flamegraph of incident ${issue}\n\n${signMarker(content, tools.markerKey)}`,
    })
    // By commit: an address by branch would show an older picture from a cache.
    return `${repositoryUrl}/raw/${commit}/${path}`
  } catch (error) {
    if (!isRefusal(error)) throw error
    // Rules of the service's for branches, or a permission that was not granted.
    tools.log.warn(
      { status: statusOf(error), incident: `${owner}/${repo}#${issue}` },
      'the flamegraph could not be pushed',
    )
    return null
  }
}
