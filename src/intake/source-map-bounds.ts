/** Of one service. Each that is read at a commit costs a request, of which GitHub grants 5,000 an hour. */
export const mostMaps = 200
export const mostMapsAtCommit = 20
/** In bytes, all together, scripts that hold their maps included. */
export const largestMaps = 128 * 1024 * 1024
/** They travel to the process that reads profiles. */
export const largestMapsAtCommit = 32 * 1024 * 1024
