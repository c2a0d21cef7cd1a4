import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  diffFlamegraphs,
  type FlamegraphLayout,
  layoutFlamegraph,
  renderHtml,
  renderSvg,
} from '../../src/flamegraph/index.ts'
import { highlightOf, ownedProfile, type Stack } from '../flamegraph/helpers.ts'
import { hostileNames } from '../flamegraph/hostile-names.ts'
import { randomFrom } from '../random-from.ts'
import { launchChromium, makePictureFolder, open, shoot } from './browser.ts'

let browser: Browser
let folder: string

beforeAll(async () => {
  browser = await launchChromium()
  folder = await makePictureFolder()
})

afterAll(async () => {
  await browser?.close()
  if (folder !== undefined) console.log(`Pictures and screenshots: ${folder}`)
})

const start = ['rust std|thread::start', 'tokio|worker::run']
const spin: readonly Stack[] = [
  { frames: [...start, 'own edge|<edge::Copy<tls::Stream> as Future>::poll|tls', 'tracing|Span::enter'], weight: 400 },
  { frames: [...start, 'own edge|<edge::Copy<tls::Stream> as Future>::poll|tls', 'tracing|Span::exit'], weight: 150 },
  {
    frames: [
      ...start,
      'own edge|<edge::Copy<tls::Stream> as Future>::poll|tls',
      'tls|Stream::poll_read',
      'kernel|recv',
    ],
    weight: 150,
  },
  { frames: [...start, 'ring|multiply'], weight: 180 },
  { frames: ['rust std|thread::start', 'libc.so.6|syscall', 'kernel|epoll_wait'], weight: 118 },
  { frames: ['rust std|thread::start', 'libc.so.6|syscall', 'kernel|futex_wait', 'kernel|schedule'], weight: 2 },
]

function spinLayout(): FlamegraphLayout {
  const owned = ownedProfile(spin, { durationSeconds: 1 })
  return layoutFlamegraph(owned, highlightOf(owned, 'tls', ['tokio', 'tracing'], 'edge: all cores busy'))
}

/** The frames that are to be seen, by symbol, with their left edges and widths in pixels. */
async function shownFrames(page: Page): Promise<Record<string, { x: number; width: number; label: string }>> {
  return page.evaluate(`Object.fromEntries(
    [...document.querySelectorAll('.frames > g')]
      .filter((frame) => getComputedStyle(frame).display !== 'none')
      .map((frame) => {
        const { x, width } = frame.querySelector('rect').getBoundingClientRect()
        const label = frame.querySelector('text')?.textContent ?? ''
        return [frame.querySelector('title').textContent.split('\\n')[0], { x: Math.round(x), width: Math.round(width), label }]
      })
  )`)
}

function frame(page: Page, symbol: string) {
  return page.locator('.frames > g').filter({ hasText: symbol }).first()
}

const focusedSymbol = (page: Page): Promise<string> =>
  page.evaluate(
    `document.activeElement.querySelector('title')?.textContent.split('\\n')[0] ?? document.activeElement.localName`,
  )

const foundText = (page: Page): Promise<string | null> => page.locator('.found').textContent()

const documents = [
  { name: 'the SVG', ending: 'svg', render: renderSvg },
  { name: 'the page', ending: 'html', render: renderHtml },
]

for (const { name, ending, render } of documents) {
  describe(`${name}, opened`, () => {
    let page: Page

    beforeAll(async () => {
      page = await open(browser, { folder, file: `spin.${ending}`, content: render(spinLayout()) })
    })

    it('zooms into a frame that is clicked, and keeps its callers below it', async () => {
      await shoot(page, folder, `${ending}-light`)
      await frame(page, 'edge::Copy').click()
      const shown = await shownFrames(page)
      expect(Object.keys(shown)).toEqual([
        'all',
        'thread::start',
        'worker::run',
        '<edge::Copy<tls::Stream> as Future>::poll',
        'Span::enter',
        'Span::exit',
        'Stream::poll_read',
        'recv',
      ])
      expect(shown['<edge::Copy<tls::Stream> as Future>::poll']).toMatchObject({ x: 10, width: 1179 })
      expect(shown['thread::start']).toMatchObject({ x: 10, width: 1179 })
      expect(shown['Span::enter']).toMatchObject({ x: 10, width: 674 })
      await shoot(page, folder, `${ending}-zoomed`)
      await frame(page, 'all').click()
      expect(Object.keys(await shownFrames(page))).toHaveLength(13)
    })

    it('gives a narrow frame its name when there is room', async () => {
      expect((await shownFrames(page)).schedule?.label).toBe('')
      await frame(page, 'futex_wait').locator('rect').click({ force: true })
      expect((await shownFrames(page)).schedule?.label).toBe('schedule')
      await page.keyboard.press('Escape')
    })

    it('finds frames by symbol and by owner, and says how much they weigh', async () => {
      await page.keyboard.press('/')
      await page.keyboard.type('SPAN::')
      expect(await foundText(page)).toBe('55.0 % of the weight matches, in 2 frames')
      expect(await page.locator('.frames > g.hit').count()).toBe(2)
      await shoot(page, folder, `${ending}-searched`)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('cargo/edge')
      expect(await foundText(page)).toBe('70.0 % of the weight matches, in 1 frame')
      await page.keyboard.type('nowhere')
      expect(await foundText(page)).toBe('no frame matches')
    })

    it('goes back to the start with Escape and with the button', async () => {
      await page.keyboard.press('Escape')
      expect(await foundText(page)).toBe('')
      expect(await page.locator('.frames.searching').count()).toBe(0)
      await frame(page, 'multiply').click()
      expect(Object.keys(await shownFrames(page))).toHaveLength(4)
      await page.getByRole('button', { name: 'Reset' }).click()
      expect(Object.keys(await shownFrames(page))).toHaveLength(13)
    })

    it('is walked with the arrow keys, zoomed with Enter, and tells where the focus is', async () => {
      await page.keyboard.press('Escape')
      await frame(page, 'all').focus()
      const walk: [string, string][] = [
        ['ArrowUp', 'thread::start'],
        ['ArrowUp', 'worker::run'],
        ['ArrowRight', 'syscall'],
        ['ArrowRight', 'syscall'],
        ['ArrowLeft', 'worker::run'],
        ['ArrowUp', '<edge::Copy<tls::Stream> as Future>::poll'],
        ['ArrowUp', 'Span::enter'],
        ['ArrowDown', '<edge::Copy<tls::Stream> as Future>::poll'],
        ['Home', 'all'],
      ]
      for (const [key, symbol] of walk) {
        await page.keyboard.press(key)
        expect(await focusedSymbol(page), key).toBe(symbol)
      }
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      expect(Object.keys(await shownFrames(page))).not.toContain('syscall')
      expect(await page.locator('.details').textContent()).toContain('pkg:cargo/tokio@1.0.0: a carrier | total 88.0 %')
      await page.keyboard.press('Escape')
    })

    it('takes the search to the heaviest frame found with Enter', async () => {
      await page.keyboard.press('/')
      await page.keyboard.type('span')
      await page.keyboard.press('Enter')
      expect(await focusedSymbol(page)).toBe('Span::enter')
      await page.keyboard.press('Escape')
    })

    it('is a tree to assistive technology', async () => {
      expect(await page.getByRole('treeitem').count()).toBe(13)
      expect(await page.getByRole('treeitem', { name: 'multiply' }).getAttribute('aria-level')).toBe('4')
      expect(await page.locator('.frames > g[tabindex="0"]').count()).toBe(1)
    })

    it('takes the width of the window', async () => {
      await page.setViewportSize({ width: 1700, height: 800 })
      await expect.poll(async () => (await shownFrames(page)).all).toMatchObject({ x: 10, width: 1679 })
      await page.setViewportSize({ width: 900, height: 800 })
      await expect.poll(async () => (await shownFrames(page)).all?.width).toBe(884)
    })
  })

  describe(`${name} of a hostile profile, opened`, () => {
    it('runs nothing and shows every name as text', async () => {
      const stacks = hostileNames.map((_, index) => ({ frames: ['own edge|main', `serde|frame${index}`], weight: 1 }))
      const owned = ownedProfile(stacks)
      const frames = owned.frames.map((one, index) => {
        const symbol = hostileNames[index - 1]?.name ?? 'main'
        return { ...one, symbol, function: symbol }
      })
      const owners = owned.owners.map((owner) => ({ ...owner, name: `<script>pwned=1</script>"'${owner.name}` }))
      const title = hostileNames.map((hostile) => hostile.name).join(' ')
      const layout = layoutFlamegraph({ ...owned, frames, owners }, { ...highlightOf(owned, null), title, culprit: 1 })
      const page = await open(browser, { folder, file: `hostile.${ending}`, content: render(layout) })
      await page.keyboard.press('/')
      await page.keyboard.type('script')
      for (const element of await page.locator('.frames > g').all()) await element.hover()
      await frame(page, 'naïve').click()
      expect(await page.evaluate('typeof pwned')).toBe('undefined')
      expect(await page.locator('script').count()).toBe(1)
      expect(await page.locator('img, image, a, iframe, object, use, animate').count()).toBe(0)
      const symbols: string[] = await page.evaluate(
        `[...document.querySelectorAll('.frames title')].map((title) => title.textContent.split('\\n')[0])`,
      )
      for (const { shown } of hostileNames) expect(symbols).toContain(shown)
    })
  })
}

describe('a flamegraph', () => {
  it('is dark for readers who prefer that', async () => {
    const page = await open(browser, {
      folder,
      file: 'dark.svg',
      content: renderSvg(spinLayout()),
      colorScheme: 'dark',
    })
    const fillOf = (selector: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).fill`)
    expect(await fillOf('.ground')).toBe('rgb(13, 17, 23)')
    expect(await fillOf('.frames .own rect')).toBe('rgb(0, 114, 196)')
    expect(await fillOf('.frames .own text')).toBe('rgb(255, 255, 255)')
    await shoot(page, folder, 'svg-dark')
  })

  it('is a still picture in a page that shows it as an image', async () => {
    await open(browser, { folder, file: 'image.svg', content: renderSvg(spinLayout()) })
    const page = await open(browser, { folder, file: 'image.html', content: '<!doctype html><img src="image.svg">' })
    const size = await page.evaluate(
      '[document.querySelector("img").naturalWidth, document.querySelector("img").naturalHeight]',
    )
    expect(size).toEqual([1200, 254])
    await page.screenshot({ path: `${folder}/image.png` })
  })

  it('of two profiles shows what changed', async () => {
    const before = ownedProfile(spin, { durationSeconds: 1 })
    const after = ownedProfile([...spin.slice(2), { frames: ['own edge|retry'], weight: 90 }], { durationSeconds: 1 })
    const layout = diffFlamegraphs(before, after, highlightOf(after, 'tls', [], 'edge: before and after'))
    const page = await open(browser, { folder, file: 'diff.svg', content: renderSvg(layout) })
    await frame(page, 'retry').hover()
    expect(await page.locator('.details').textContent()).toContain(
      'before 0 cores, after 0.09 cores: above 4 times, or new',
    )
    await shoot(page, folder, 'svg-differential')
  })

  it('of 100,000 nodes is pruned, says so, and can still be zoomed', async () => {
    const random = randomFrom(1)
    const owners = ['own edge', 'tokio', 'serde', 'kernel', 'hyper', 'rust std']
    const stacks = Array.from({ length: 24_000 }, (_, index) => {
      const path = Array.from({ length: 3 + Math.floor(random() * 14) }, (_, depth) => {
        const choice = Math.floor(random() ** 3 * 10)
        return `${owners[(choice + depth) % owners.length]}|visit_${choice}_at_${depth}`
      })
      return { frames: ['own edge|main', ...path], weight: 1 + Math.floor(1000 / (1 + (index % 500))) }
    })
    const owned = ownedProfile(stacks)
    expect(owned.profile.tree.length).toBeGreaterThan(100_000)
    const layout = layoutFlamegraph(owned, highlightOf(owned, 'hyper', ['tokio'], '100,000 nodes'))
    const page = await open(browser, { folder, file: 'large.svg', content: renderSvg(layout) })
    expect(await page.locator('text.faint').last().textContent()).toMatch(
      /^[\d,]+ narrow frames are not drawn; they hold/,
    )
    await shoot(page, folder, 'svg-100000-nodes')
    await frame(page, 'visit_0_at_1').click()
    expect(Object.keys(await shownFrames(page)).length).toBeLessThan(layout.nodes.length)
  })
})
