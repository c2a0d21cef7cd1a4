import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @throws Error that says what to install, where the machine has no Chromium */
export async function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? '', ...usualPlaces].find((path) => path !== '' && existsSync(path))
  if (executablePath === undefined) {
    throw new Error(
      'no Chromium on this machine: install one (Debian: apt-get install chromium) or name its path in CHROMIUM',
    )
  }
  return chromium.launch({ executablePath, args: ['--disable-gpu'] })
}

/** A folder for what the tests draw and what the browser shows of it. */
export function makePictureFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'headwater-flamegraphs-'))
}

export interface Opening {
  readonly folder: string
  /** The file's name, with its ending. */
  readonly file: string
  readonly content: string
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
}

/** Writes a document and opens it in a page of its own. */
export async function open(browser: Browser, { folder, file, content, colorScheme, width }: Opening): Promise<Page> {
  const path = join(folder, file)
  await writeFile(path, content)
  const page = await browser.newPage({
    viewport: { width: width ?? 1200, height: 800 },
    colorScheme: colorScheme ?? 'light',
  })
  await page.goto(pathToFileURL(path).href)
  return page
}

/** Takes a picture of the whole document. */
export async function shoot(page: Page, folder: string, name: string): Promise<void> {
  const { width, height } = (await page.evaluate(
    '(({ width, height }) => ({ width, height }))(document.querySelector("svg").getBoundingClientRect())',
  )) as { width: number; height: number }
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
