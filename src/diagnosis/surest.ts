/** No answer from one profile is surer: what decides may not show in it at all. */
export const surest = 0.98
