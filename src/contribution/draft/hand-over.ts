import type { PublishedSet } from './types.ts'

/** How a person sends a draft upstream. */
export interface HandOver {
  /** A page of GitHub's with the text filled in; null where the text is too long for an address. */
  readonly url: string | null
  /** The same by `gh`, which reads the text from a file. */
  readonly commands: readonly string[]
}

/** GitHub's servers refuse an address of more than 8,191 bytes; `redirect.github.com` and a browser add to it. */
const longestUrl = 7_500

/**
 * The page and the commands by which a person sends what an approval has pushed: nothing of it is sent by Headwater.
 *
 * @param webOrigin origin of GitHub's pages
 * @param upstreamBase upstream's default branch
 */
export function handOver(set: PublishedSet, webOrigin: string, upstreamBase: string): HandOver {
  const { upstream, fork, work, evidence, title, body, thread } = set
  const repository = `${upstream.owner}/${upstream.repo}`
  const file = `${evidence.name.replace(/^.*\//, '')}.md`
  const fetchBody = `curl -fsSL -o ${file} ${webOrigin}/${fork.owner}/${fork.repo}/raw/${evidence.name}/draft.md`
  switch (set.kind) {
    case 'comment': {
      if (thread === null) return { url: null, commands: [] }
      const where = `${thread.owner}/${thread.repo}`
      return {
        url: `${webOrigin}/${where}/issues/${thread.number}`,
        commands: [fetchBody, `gh issue comment ${thread.number} --repo ${where} --body-file ${file}`],
      }
    }
    case 'issue':
      return {
        url: within(`${webOrigin}/${repository}/issues/new?${query({ title, body })}`),
        commands: [fetchBody, `gh issue create --repo ${repository} --title ${quoted(title)} --body-file ${file}`],
      }
    case 'pr': {
      const head = `${fork.owner}:${work.name}`
      const range = `${encodeURIComponent(upstreamBase)}...${fork.owner}:${fork.repo}:${work.name}`
      const ends = `-f head=${head} -f ${quoted(`base=${upstreamBase}`)}`
      const fields = `${ends} -F draft=true -f ${quoted(`title=${title}`)} -F body=@${file}`
      return {
        url: within(`${webOrigin}/${repository}/compare/${range}?${query({ expand: '1', title, body })}`),
        commands: [fetchBody, `gh api repos/${repository}/pulls ${fields}`],
      }
    }
  }
}

function query(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeAll(value)}`)
    .join('&')
}

/** Also what `encodeURIComponent` leaves and a link in Markdown must not hold, so that the length is that of the link. */
function encodeAll(text: string): string {
  return encodeURIComponent(text).replace(
    /[()!*'~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function within(url: string): string | null {
  return Buffer.byteLength(url) <= longestUrl ? url : null
}

/** One word for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
