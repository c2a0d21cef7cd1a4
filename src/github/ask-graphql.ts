import { GraphqlResponseError } from '@octokit/graphql'
import type { z } from 'zod'
import type { GitHub } from './types.ts'

/** What GraphQL answered: with errors beside it, the part that could be had. */
export interface GraphqlAnswer<T> {
  readonly data: T
  /** One line each: what is missing of it. */
  readonly problems: readonly string[]
}

/**
 * Sends one GraphQL document. Where GitHub answers with errors beside the data, the data counts as far as it fits.
 *
 * @param shape what the answer must look like; read with it, so that nothing foreign gets any further
 * @throws the client's own errors where there is no answer; an error with the message of GitHub's where there is no data
 */
export async function askGraphql<Shape extends z.ZodType>(
  github: GitHub,
  document: string,
  variables: Readonly<Record<string, unknown>>,
  shape: Shape,
): Promise<GraphqlAnswer<z.output<Shape>>> {
  const { answer, problems } = await send(github, document, variables)
  const read = shape.safeParse(answer)
  if (read.success) return { data: read.data, problems }
  const [issue] = read.error.issues
  const what = `GraphQL answered something else than was asked for (${issue?.path.join('.') || 'nothing'})`
  throw new Error(problems[0] ?? what)
}

async function send(github: GitHub, document: string, variables: Readonly<Record<string, unknown>>) {
  try {
    return { answer: await github.graphql<unknown>(document, { ...variables }), problems: [] }
  } catch (error) {
    if (!(error instanceof GraphqlResponseError) || error.data === null) throw error
    const problems = (error.errors ?? []).map(({ message }) => oneLine(message))
    return { answer: error.data as unknown, problems }
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 200)
}
