import { textAt } from '../standin/index.ts'
import { parseJson } from '../standin/json.ts'

/** What a comment of the App says of itself in its hidden marker: `status`, `preview`, `published`, `answer`. */
export function kindOfComment(body: string): string {
  const [, payload = ''] = /<!-- headwater:1:([\w-]+):/.exec(body) ?? []
  return textAt(parseJson(Buffer.from(payload, 'base64url').toString()), 'kind')
}
