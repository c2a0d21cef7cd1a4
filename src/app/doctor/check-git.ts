import { tryCloneAndPush, webOriginOf } from '../../github/index.ts'
import { findPatients } from './find-patient.ts'
import { finding, ok, type Practice, type Said, skipped } from './types.ts'

/** Whether git is there, clones, and would be let push; nothing is pushed. */
export async function checkGit(practice: Practice): Promise<Said[]> {
  const { github, settings } = practice
  const [patient] = await findPatients(practice)
  if (patient === undefined) return [skipped('No repository to clone: the App is installed on none')]
  const name = `${patient.owner}/${patient.repo}`
  const token = await github.createToken({ ...patient, permissions: { contents: 'write' } }).catch(() => null)
  if (token === null) {
    return [
      finding(
        `GitHub gives no token to push to ${name} with`,
        `An owner of ${patient.owner} accepts the permissions of app.yml under Settings, GitHub Apps.`,
      ),
    ]
  }
  const { version, clone, push } = await tryCloneAndPush({ ...patient, token, webOrigin: webOriginOf(settings.apiUrl) })
  if (version === null) return [finding('There is no git on this machine', 'Install git, 2.30 or later.')]
  if (clone !== null) {
    return [
      finding(
        `${name} cannot be cloned: ${clone}`,
        'Let git reach GitHub by HTTPS from here; HTTPS_PROXY is passed on.',
      ),
    ]
  }
  if (push !== null) {
    return [
      finding(
        `A push to ${name} would be refused: ${push}`,
        'Grant contents: write, and let the App push to branches that begin with headwater in the rules of the repository.',
      ),
    ]
  }
  return [ok(`${version} clones ${name} and may push to it; nothing was pushed`)]
}
