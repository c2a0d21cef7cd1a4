import type { RepositoryReader, ServiceFile, TreeFile } from './types.ts'

const requestsAtOnce = 6

/** The texts of some files of a commit, in their order; each costs a request. */
export async function readBlobs(reader: RepositoryReader, files: readonly TreeFile[]): Promise<ServiceFile[]> {
  const read: ServiceFile[] = []
  for (let start = 0; start < files.length; start += requestsAtOnce) {
    const some = files.slice(start, start + requestsAtOnce)
    const texts = await Promise.all(some.map(async ({ sha }) => Buffer.from(await reader.blob(sha)).toString('utf8')))
    read.push(...some.map(({ path }, index) => ({ path, text: texts[index] ?? '' })))
  }
  return read
}
