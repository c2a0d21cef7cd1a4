import { expect, it } from 'vitest'
import { isRateLimit, isRefusal } from '../../src/github/index.ts'

const failure = (status: number, message: string): Error => Object.assign(new Error(message), { status })

it.each([
  [403, 'Resource not accessible by integration', { refusal: true, limit: false }],
  [404, 'Not Found', { refusal: true, limit: false }],
  [422, 'Validation Failed', { refusal: true, limit: false }],
  [403, 'You have exceeded a secondary rate limit.', { refusal: false, limit: true }],
  [429, 'Too Many Requests', { refusal: false, limit: true }],
  [401, 'Bad credentials', { refusal: false, limit: false }],
  [502, 'Server Error', { refusal: false, limit: false }],
])('%i, "%s", is told as what it is', (status, message, { refusal, limit }) => {
  const error = failure(status, message)
  expect([isRefusal(error), isRateLimit(error)]).toEqual([refusal, limit])
})
