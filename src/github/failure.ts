/** The HTTP status of a failed request; 0 where there was no answer or it is no request's failure at all. */
export function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0
}

/** Whether a failed write may have happened all the same: the answer got lost, or GitHub broke while it wrote. */
export function mayHaveHappened(error: unknown): boolean {
  const status = statusOf(error)
  return status === 0 || status >= 500
}

/** Whether GitHub wants fewer requests: the same one is granted later. Secondary limits come as 403. */
export function isRateLimit(error: unknown): boolean {
  return statusOf(error) === 429 || (error instanceof Error && /rate limit|abuse detection/i.test(error.message))
}

/** Whether GitHub refuses a write for good: a permission that is missing, a rule of the repository, a thing that is not there. */
export function isRefusal(error: unknown): boolean {
  return [403, 404, 409, 422].includes(statusOf(error)) && !isRateLimit(error)
}
