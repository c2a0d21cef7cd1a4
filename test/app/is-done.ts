import { listAt, type Standin, textAt } from '../standin/index.ts'

/** Whether the App has marked a comment as done or given up. */
export async function isDone(standin: Standin, repository: string, comment: number): Promise<boolean> {
  const path = `/repos/${repository}/issues/comments/${comment}/reactions`
  const reactions = listAt(await standin.as('wendy').request('GET', path))
  return reactions.some((reaction) => ['rocket', '-1'].includes(textAt(reaction, 'content')))
}
