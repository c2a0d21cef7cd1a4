import type { Json } from './json.ts'
import type { Answer } from './types.ts'

const documentation = 'https://docs.github.com/rest'

/** An error in the shape of GitHub's. */
export function problem(status: number, message: string, more: Readonly<Record<string, Json>> = {}): Answer {
  return { status, body: { message, ...more, documentation_url: documentation, status: String(status) } }
}

export const notFound = (): Answer => problem(404, 'Not Found')
export const badCredentials = (): Answer => problem(401, 'Bad credentials')
export const requiresAuthentication = (): Answer => problem(401, 'Requires authentication')
export const notByIntegration = (): Answer => problem(403, 'Resource not accessible by integration')

/** 422 with the list of fields that are wrong. */
export function validationFailed(
  resource: string,
  fields: readonly { readonly field: string; readonly code: string; readonly message?: string }[],
): Answer {
  return problem(422, 'Validation Failed', { errors: fields.map((field) => ({ resource, ...field })) })
}

export function json(body: Json, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body }
}

export const noContent = (): Answer => ({ status: 204 })

export function redirect(location: string, status = 302): Answer {
  return { status, headers: { location } }
}

/** One page of a list with GitHub's Link header. */
export function page(url: URL, items: readonly Json[], wrap: (items: Json[]) => Json = (list) => list): Answer {
  const size = Math.min(100, Math.max(1, Number(url.searchParams.get('per_page') ?? 30) || 30))
  const number = Math.max(1, Number(url.searchParams.get('page') ?? 1) || 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (target: number, rel: string) => {
    const there = new URL(url)
    there.searchParams.set('page', String(target))
    return `<${there.href}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ]
  const shown = items.slice((number - 1) * size, number * size)
  return json(wrap(shown), 200, links.length > 0 ? { link: links.join(', ') } : {})
}
