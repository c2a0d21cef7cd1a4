import { listFileChanges, type RepositoryName, readBlob, readFile, readTree } from '../../github/index.ts'
import { isServiceFile } from '../../ownership/index.ts'
import type { Enquiry } from '../enquiry.ts'
import type { ServiceHistory } from './types.ts'

/** A larger lockfile is not read again for its history. */
const largestText = 8 * 1024 * 1024
/** GitHub gives so much of a file by its path, in bytes. */
const mostInOne = 1024 * 1024

/** The history of a service on GitHub. What fails becomes a note of the enquiry. */
export function githubHistory(
  { owner, repo, commit }: RepositoryName & { readonly commit: string },
  enquiry: Enquiry,
): ServiceHistory {
  const place = { owner, repo }
  return {
    async files() {
      const tree = await enquiry.ask(`the files of ${owner}/${repo}`, 'request', (github) =>
        readTree(github, { ...place, commit }),
      )
      return tree === null ? null : tree.files.map(({ path }) => path)
    },
    changes: (path, until, most) =>
      enquiry.askGraphql(`the history of ${nameOf(path)}`, 'point', (github) =>
        listFileChanges(github, { ...place, ref: commit, path, first: most, since: null, until }),
      ),
    async textAt(path, at) {
      const what = `${path} at ${at.slice(0, 7)}`
      const file = await enquiry.ask(what, 'request', (github) =>
        readFile(github, { ...place, ref: at, path, limit: mostInOne }),
      )
      if (file === null || file.size > largestText) return null
      const { bytes, sha } = file
      const whole = bytes ?? (await enquiry.ask(what, 'request', (github) => readBlob(github, { ...place, sha })))
      return whole && Buffer.from(whole).toString('utf8')
    },
  }
}

/** What failed is told in public reports, too, where no own file has a name. */
function nameOf(path: string): string {
  return isServiceFile(path) ? path : 'a hot file of our own code'
}
