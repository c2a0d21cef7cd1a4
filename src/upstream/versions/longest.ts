/** No version is longer, and no requirement; whoever writes longer ones does not mean them to be read. */
export const longestVersion = 128
export const longestRequirement = 256
