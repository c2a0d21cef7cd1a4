/** How harsh the stand-in is, beyond what it always minds. */
export interface Harshness {
  /** How many times faster the minutes and hours of limits, and the seconds of stale lists, pass here; 1 unless told. */
  readonly clockFactor?: number
  /** For how long a list does not show what was written, in seconds of the stand-in; 2 unless told. */
  readonly staleSeconds?: number
  /** Which share of the App's requests is carried out and never answered, from 0 to 1; none unless told. */
  readonly lostShare?: number
  /** Begins the random numbers by which answers get lost; 1 unless told. */
  readonly randomSeed?: number
  /** The machine's own time in milliseconds, from wherever it begins; handed in by tests that do not wait. */
  readonly machineMs?: () => number
}

/** A harsh stand-in's own time: milliseconds since its start, as much faster than the machine's as was told. */
export interface HarshClock {
  readonly nowMs: () => number
  /** What a client has to wait by its own clock, in whole seconds and at least one. */
  readonly clientSeconds: (milliseconds: number) => number
}

export function createHarshClock({ clockFactor = 1, machineMs = () => performance.now() }: Harshness): HarshClock {
  if (!(clockFactor >= 1)) throw new Error(`stand-in: harsh: clockFactor ${clockFactor}: a number from 1 on`)
  const began = machineMs()
  return {
    nowMs: () => (machineMs() - began) * clockFactor,
    clientSeconds: (milliseconds) => Math.max(1, Math.ceil(milliseconds / clockFactor / 1000)),
  }
}
