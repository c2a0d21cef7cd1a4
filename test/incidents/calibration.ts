/** One answer about one recording. */
export interface Judged {
  /** From 0 to 1, as the answer states it. */
  readonly confidence: number
  readonly right: boolean
  /** Whether it names somebody; one that cannot tell is never sure. */
  readonly decided: boolean
}

/** How well confidence says how often answers are right. */
export interface Calibration {
  readonly table: string
  /** Mean square of the difference between confidence and truth: 0 is best, 0.25 is a coin's. */
  readonly brier: number
  /** Of the answers that are given with 0.9 or more, the share that is right. */
  readonly sureAndRight: number
  /** Of the right answers, the share that is given with 0.9 or more. */
  readonly rightAndSure: number
}

const sure = 0.9
/** Lower ends of the bands, the surest first. */
const bands = [0.95, sure, 0.8, 0.7, 0.6, 0]

export function calibrate(answers: readonly Judged[]): Calibration {
  const lines = bands.map((from, index) => {
    const below = bands[index - 1] ?? Number.POSITIVE_INFINITY
    const inside = answers.filter(({ confidence }) => confidence >= from && confidence < below)
    const stated = share(inside, ({ confidence }) => confidence)
    return `| ${from} and more | ${inside.length} | ${shareOfRight(inside).toFixed(2)} | ${stated.toFixed(2)} |`
  })
  const isSure = ({ confidence, decided }: Judged): boolean => decided && confidence >= sure
  return {
    table: ['| confidence | answers | right | stated |', '|---|---|---|---|', ...lines].join('\n'),
    brier: share(answers, ({ confidence, right }) => (confidence - Number(right)) ** 2),
    sureAndRight: shareOfRight(answers.filter(isSure)),
    rightAndSure: share(
      answers.filter(({ right }) => right),
      (answer) => Number(isSure(answer)),
    ),
  }
}

function shareOfRight(answers: readonly Judged[]): number {
  return share(answers, ({ right }) => Number(right))
}

function share(answers: readonly Judged[], numberOf: (answer: Judged) => number): number {
  return answers.length === 0 ? 0 : answers.reduce((sum, answer) => sum + numberOf(answer), 0) / answers.length
}
