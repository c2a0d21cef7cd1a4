import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { incidentPath } from '../incidents/read-incident.ts'
import type { AttachmentSeed, Content, Seed, Standin } from '../standin/index.ts'
import { seed } from './start-app.ts'

export const canonical = 'rust-tokio-rustls-close-notify-spin'

/** The service of a recorded incident, as the files of a repository. */
export function serviceFiles(id: string): Record<string, Content> {
  const root = incidentPath(id, 'service')
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return [relative(root, file), { file }]
    }),
  )
}

type RepositorySeed = NonNullable<Seed['repositories']>[number]

/** The repository of a service as it was deployed, at v1.4.0, and moved on. */
export function serviceRepository(name: string, id: string): RepositorySeed {
  return {
    name,
    private: true,
    labels: ['incident-profile'],
    collaborators: { wendy: 'write', rita: 'read' },
    commits: [
      { message: 'Serve', files: serviceFiles(id), tag: 'v1.4.0' },
      { message: 'Move on', files: { 'README.md': '# Moved on\n' } },
    ],
  }
}

/** The team of the canonical incident, with the App installed on its service. */
export const incidentSeed: Seed = {
  ...seed,
  repositories: [...(seed.repositories ?? []), serviceRepository('acme/edge-proxy', canonical)],
  app: {
    webhookSecret: seed.app?.webhookSecret ?? '',
    installations: [{ id: 7, account: 'acme', repositories: 'all' }],
  },
}

/** An incident issue as the form files it, with a profile attached. */
export function incidentBody(
  standin: Standin,
  {
    repository = 'acme/edge-proxy',
    id = canonical,
    profile = 'profile.nodemangle.script.gz',
    access = 'public',
  }: { repository?: string; id?: string; profile?: string; access?: AttachmentSeed['access'] } = {},
): string {
  const address = standin.attach({ name: profile, content: { file: incidentPath(id, profile) }, access })
  return [
    `### Service\n\n${repository}`,
    '### Deployed commit\n\nv1.4.0',
    '### Symptom\n\nTwo hosts at 100 % CPU, both worker threads.',
    `### Profiles\n\n[${profile}](${address})`,
  ].join('\n\n')
}

/** An incident with a profile that is read in no time, for what does not turn on the verdict. */
export const smallIncident = [
  '### Deployed commit\n\nv1.4.0',
  '### Profiles\n\n```folded\nmain;handle;parse 60\nmain;handle;write 40\n```',
].join('\n\n')
