import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listLabelledIssues, readIssue } from '../../github/index.ts'
import { collectProfiles, fetchFor, findInTexts } from '../../intake/index.ts'
import { readConfiguration } from '../read-configuration.ts'
import { createRepositoryReader } from '../repository-reader.ts'
import { siteOf } from '../site-of.ts'
import { findPatients, type Patient } from './find-patient.ts'
import { finding, ok, type Practice, type Said, skipped } from './types.ts'

/** Of how many repositories and incidents one is looked for. */
const most = 20

/** Whether what people attach to an incident can be read from here: GitHub is not the same everywhere in that. */
export async function checkAttachments(practice: Practice): Promise<Said[]> {
  for (const patient of (await findPatients(practice)).slice(0, most)) {
    const said = await tryRepository(practice, patient)
    if (said !== null) return [said]
  }
  return [
    skipped(
      'No open incident with an attachment to try',
      'Attach any profile to an issue with the label, and run this again.',
    ),
  ]
}

async function tryRepository({ github, settings }: Practice, patient: Patient): Promise<Said | null> {
  const access = { permissions: { issues: 'read', contents: 'read' }, optional: { actions: 'read' } } as const
  const client = await github.forRepository({ ...patient, ...access })
  const { configuration } = await readConfiguration(client, patient)
  const since = new Date(0)
  const site = siteOf(settings)
  const issues = await listLabelledIssues(client, { ...patient, label: configuration.label, since })
  for (const number of issues.slice(0, most)) {
    const issue = await readIssue(client, { ...patient, issue: number })
    const address = { ...patient, webOrigin: site.webOrigin }
    const references = issue === null ? [] : findInTexts([issue], address).filter(({ kind }) => kind === 'attachment')
    if (references.length === 0) continue
    const folder = await mkdtemp(join(tmpdir(), 'headwater-doctor-'))
    try {
      const token = await github.createToken({ ...patient, ...access })
      const reader = createRepositoryReader(client, patient)
      const options = { folder, service: patient, site, reader, token, fetch: fetchFor(site) }
      const [first] = await collectProfiles({ ...options, references: references.slice(0, 1) })
      return describe(`${patient.owner}/${patient.repo}#${number}`, first?.error ?? null)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return null
}

function describe(incident: string, problem: string | null): Said {
  if (problem === null) return ok(`The attachment of ${incident} can be read`)
  return finding(
    `The attachment of ${incident} cannot be read: ${problem}`,
    'Let this machine reach the hosts of attachments (docs/operations.md). If they are reached, have people use `headwater attach`, an artifact or a file of the repository instead.',
  )
}
