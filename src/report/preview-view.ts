import type { PublishedBranch, PublishedFile, View } from '../contribution/index.ts'
import type { PreviewComment } from './comment-input.ts'

/** A longer text would be cut within the comment. */
const longestText = 7_500
const digits = new Intl.NumberFormat('en-US')

/** @param withTexts whether the files' contents are part of it, as far as they are texts */
export function previewView(input: PreviewComment, withTexts: boolean): View {
  const { set, hash, reasons, cautions, picture, whole, isFork } = input
  const { title, body, work, evidence, fork, author } = set
  const files = [...work.files.map(fileOf(work, withTexts)), ...evidence.files.map(fileOf(evidence, withTexts))]
  const hasBody = body.length <= longestText
  const isCut = !hasBody || files.some(({ isLeftOut }) => isLeftOut)
  return {
    kind: kindOf(input),
    reasons,
    hasCautions: cautions.length > 0,
    cautions,
    title: { part: 'name', text: title },
    body: hasBody ? { part: 'block', language: 'text', text: body } : 'It is too long for a comment: see below.',
    picture: { part: 'picture', alt: 'Flamegraph with all but the culprit folded', url: picture },
    pictureLink: { part: 'link', label: 'the picture by itself', url: picture },
    fork: { part: 'name', text: `${fork.owner}/${fork.repo}` },
    author: { part: 'name', text: `${author.name} <${author.email}>` },
    branches: [branchOf(work, "cut from the fork's own default branch"), branchOf(evidence, 'without any history')],
    files: files.map(({ view }) => view),
    cut: isCut ? 'What is too long for a comment is left out above, and stands in the folder below.' : null,
    whole: { part: 'link', label: 'a folder of this repository', url: whole },
    approve: { part: 'block', language: 'text', text: `/upstream approve ${hash}` },
    isFork,
  }
}

function kindOf({ set: { kind, thread, upstream } }: PreviewComment): string {
  const about = thread === null ? '' : ` ${thread.owner}/${thread.repo}#${thread.number}`
  switch (kind) {
    case 'comment':
      return `of a comment on \`${about.trim()}\``
    case 'issue':
      return `of an issue for \`${upstream.owner}/${upstream.repo}\``
    case 'pr':
      return `of a pull request for \`${upstream.owner}/${upstream.repo}\``
  }
}

function branchOf({ name, message }: PublishedBranch, from: string): View {
  return { name: { part: 'name', text: name }, from, message }
}

function fileOf({ name }: PublishedBranch, withTexts: boolean) {
  return ({ path, bytes }: PublishedFile): { view: View; isLeftOut: boolean } => {
    const note = /\.(?:png|svg)$/.test(path) ? 'the picture above' : path === 'draft.md' ? 'the text above' : null
    const hasText = note === null && withTexts && bytes.length <= longestText
    return {
      isLeftOut: note === null && !hasText,
      view: {
        path: { part: 'name', text: path },
        branch: { part: 'name', text: name },
        size: digits.format(bytes.length),
        note: note ?? false,
        hasText,
        text: { part: 'block', language: 'text', text: hasText ? Buffer.from(bytes).toString('utf8').trimEnd() : '' },
      },
    }
  }
}
