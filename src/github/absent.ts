import { statusOf } from './failure.ts'

/** Awaits an answer; null where GitHub says that there is no such thing (404), or no more (410). */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    const status = statusOf(error)
    if (status === 404 || status === 410) return null
    throw error
  }
}
