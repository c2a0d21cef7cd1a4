/** The HTTP status of a failed request; 0 where there was no answer or it is no request's failure at all. */
export function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0
}

/** Whether a failed write may have happened all the same: the answer got lost, or GitHub broke while it wrote. */
export function mayHaveHappened(error: unknown): boolean {
  const status = statusOf(error)
  return status === 0 || status >= 500
}
