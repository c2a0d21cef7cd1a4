import { mkdir, writeFile } from 'node:fs/promises'
import { escapeHtml, page } from './comment-page.ts'

/** What came of a step: in words, where it is to be seen, and the files that were kept of it. */
export interface Outcome<T> {
  readonly came: string
  readonly link?: string
  readonly kept?: readonly string[]
  readonly value: T
}

interface Told extends Omit<Outcome<unknown>, 'value'> {
  readonly chapter: string
  readonly time: string
  readonly what: string
}

/** A demo is a row of steps, each told when it is done, and each with an answer that must be the known one. */
export class Story {
  readonly #started = performance.now()
  readonly #told: Told[] = []
  readonly #out: URL
  #chapter = ''
  #clock: (() => Date) | null = null

  /** @param out where everything is kept that a person would see */
  constructor(out: URL) {
    this.#out = out
  }

  /** @param clock what the incident's people see on the wall, where that is told */
  begin(chapter: string, clock: (() => Date) | null = null): void {
    this.#chapter = chapter
    this.#clock = clock
    console.log(`\n${chapter}\n`)
  }

  /**
   * Does one step and tells what came of it.
   *
   * @throws Error that names the step, where it fails or its answer is not the known one
   */
  async step<T>(what: string, act: () => Promise<Outcome<T>>): Promise<T> {
    const time = this.#clock?.().toISOString().slice(11, 19) ?? ''
    try {
      const { value, ...outcome } = await act()
      this.#told.push({ chapter: this.#chapter, time, what, ...outcome })
      const seconds = `${((performance.now() - this.#started) / 1000).toFixed(1).padStart(5)} s`
      const { came, link, kept = [] } = outcome
      const lines = [
        came,
        ...(link === undefined ? [] : [link]),
        ...(kept.length > 0 ? [`kept: ${kept.join(', ')}`] : []),
      ]
      console.log(
        [`${seconds}  ${time.padEnd(8)}  ${what}`, ...lines.map((line) => `${' '.repeat(21)}${line}`)].join('\n'),
      )
      return value
    } catch (error) {
      throw new Error(`${this.#chapter}: ${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  /** Keeps files in a folder of the demo's own. @returns their names, from the demo's folder on */
  async keep(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
    const place = new URL(`${folder}/`, this.#out)
    await mkdir(place, { recursive: true })
    for (const [name, content] of Object.entries(files)) await writeFile(new URL(name, place), content)
    return Object.keys(files).map((name) => `${folder}/${name}`)
  }

  /** One page that leads to all that was kept. */
  async end(): Promise<void> {
    const chapters = [...new Set(this.#told.map(({ chapter }) => chapter))]
    const item = ({ time, what, came, kept = [] }: Told): string => {
      const links = kept.map((name) => `<a href="${name}">${escapeHtml(name.replace(/^[^/]*\//, ''))}</a>`).join(', ')
      return `<li><b>${escapeHtml(what)}</b> ${time}<br>${escapeHtml(came)}${links === '' ? '' : `<br>${links}`}</li>`
    }
    const body = chapters.map((chapter) => {
      const items = this.#told.filter((told) => told.chapter === chapter).map(item)
      return `<h2>${escapeHtml(chapter)}</h2>\n<ol>\n${items.join('\n')}\n</ol>`
    })
    await writeFile(new URL('index.html', this.#out), page('Headwater at work', body.join('\n')))
  }
}

/** Ends a step whose answer is not the known one. */
export function check(holds: boolean, expected: string): asserts holds {
  if (!holds) throw new Error(`expected: ${expected}`)
}
