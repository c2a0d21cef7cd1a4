/** Which part of a list is asked for. */
export interface Page {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** A list as GraphQL pages through it; a cursor is a place in the list. */
export function connection<Node>(all: readonly Node[], { first, last, after, before }: Page) {
  const start = after ? readCursor(after) + 1 : 0
  const end = before ? readCursor(before) : all.length
  const inside = all.slice(start, end)
  const skipped = last == null ? 0 : Math.max(0, inside.length - last)
  const nodes = first == null ? inside.slice(skipped) : inside.slice(0, first)
  const from = start + (first == null ? skipped : 0)
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursor(from + index) })),
    totalCount: all.length,
    pageInfo: {
      hasNextPage: from + nodes.length < all.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length > 0 ? cursor(from) : null,
      endCursor: nodes.length > 0 ? cursor(from + nodes.length - 1) : null,
    },
  }
}

const cursor = (place: number) => Buffer.from(`cursor:${place}`).toString('base64')
const readCursor = (text: string) => Number(Buffer.from(text, 'base64').toString().split(':')[1] ?? 0)
