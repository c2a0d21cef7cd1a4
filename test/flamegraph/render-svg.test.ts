import { Resvg } from '@resvg/resvg-js'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { diffFlamegraphs, type FlamegraphLayout, layoutFlamegraph, renderSvg } from '../../src/flamegraph/index.ts'
import { maxSvgBytes } from '../../src/flamegraph/render-svg.ts'
import { svgScript } from '../../src/flamegraph/svg-script.ts'
import { highlightOf, ownedProfile, type Stack } from './helpers.ts'
import { hostileNames } from './hostile-names.ts'

const spin: readonly Stack[] = [
  {
    frames: [
      'rust std|thread::start',
      'tokio|worker::run',
      'own edge|<edge::Copy<tls::Stream> as Future>::poll|tls',
      'tracing|Span::enter',
    ],
    weight: 55,
  },
  {
    frames: [
      'rust std|thread::start',
      'tokio|worker::run',
      'own edge|<edge::Copy<tls::Stream> as Future>::poll|tls',
      'tls|Stream::poll_read',
      'kernel|sys_recv',
    ],
    weight: 15,
  },
  { frames: ['rust std|thread::start', 'tokio|worker::run', 'ring|multiply'], weight: 18 },
  {
    frames: ['rust std|thread::start', 'tokio|worker::park', 'libc.so.6|syscall', 'kernel|sys_epoll_wait'],
    weight: 12,
  },
]

function spinLayout(): FlamegraphLayout {
  const owned = ownedProfile(spin, { durationSeconds: 0.1 })
  return layoutFlamegraph(owned, highlightOf(owned, 'tls', ['tokio', 'tracing'], 'checkout: edge & <proxy> at 100 %'))
}

/** Profile, owner, title: everything in it is called by a hostile name. */
function hostileLayout(names: readonly string[]): FlamegraphLayout {
  const stacks = names.map((_, index) => ({
    frames: ['own edge|main', `serde|frame${index}`],
    weight: names.length - index,
  }))
  const owned = ownedProfile(stacks)
  const frames = owned.frames.map((frame, index) => {
    const name = names[index - 1] ?? 'main'
    return { ...frame, symbol: name, function: `f ${name}` }
  })
  const owners = owned.owners.map((owner) => ({ ...owner, name: names[0] ?? owner.name }))
  const highlight = { ...highlightOf(owned, 'serde'), title: names.join(' ') }
  return layoutFlamegraph({ ...owned, frames, owners }, highlight)
}

interface Element {
  readonly tag: string
  readonly attributes: readonly string[]
  readonly text: string
}

/** Every element of a document, by a parser that knows nothing of it. */
function elementsOf(svg: string): Element[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    commentPropName: '#comment',
  })
  const elements: Element[] = []
  const visit = (nodes: readonly Record<string, unknown>[]): void => {
    for (const node of nodes) {
      const tag = Object.keys(node).find((key) => key !== ':@') ?? ''
      if (tag === '#text') continue
      const children = node[tag] as readonly Record<string, unknown>[]
      const text = children.map((child) => child['#text'] ?? '').join('')
      elements.push({ tag, attributes: Object.keys(node[':@'] ?? {}), text })
      visit(children)
    }
  }
  visit(parser.parse(svg))
  return elements
}

const harmlessTags = new Set(['svg', 'title', 'style', 'defs', 'pattern', 'rect', 'path', 'g', 'text'])

describe('the SVG', () => {
  it('is, of a small profile, this picture', async () => {
    await expect(renderSvg(spinLayout(), { interactive: false })).toMatchFileSnapshot('samples/spin.svg.golden')
  })

  it('is, of two small profiles, this picture', async () => {
    const calm = ownedProfile([...spin.slice(2), { frames: ['own edge|main', 'json|parse'], weight: 5 }], {
      durationSeconds: 0.1,
    })
    const layout = diffFlamegraphs(
      ownedProfile(spin, { durationSeconds: 0.1 }),
      calm,
      highlightOf(calm, null, [], 'checkout: before and after'),
    )
    await expect(renderSvg(layout, { interactive: false })).toMatchFileSnapshot('samples/spin-diff.svg.golden')
  })

  it('stands alone: no reference to anything outside', () => {
    const svg = renderSvg(spinLayout()).replaceAll(/http:\/\/www\.w3\.org\/\d{4}\/(svg|xhtml)/g, '')
    expect(svg).not.toMatch(/https?:|@import|href|data:|src=/)
  })

  it('follows the reader to dark, or is what it is asked to be', () => {
    const layout = spinLayout()
    expect(renderSvg(layout)).toContain('@media (prefers-color-scheme: dark)')
    expect(renderSvg(layout, { theme: 'light' })).not.toContain('@media')
    expect(renderSvg(layout, { theme: 'dark' })).toContain('.flamegraph .ground { fill: #0d1117 }')
  })

  it('marks the culprit by more than a colour', () => {
    const svg = renderSvg(spinLayout(), { interactive: false })
    expect(svg).toMatch(/<g class="culprit is-culprit"[^>]*><title>Stream::poll_read\n/)
    expect(svg).toMatch(/<g class="own is-named"[^>]*><title>&lt;edge::Copy/)
    expect(svg).toContain('.flamegraph .culprit rect, .flamegraph .strip rect { fill: url(#flamegraph-stripes) }')
  })

  it('tells a reader who does not see it what is in it', () => {
    expect(renderSvg(spinLayout())).toContain(
      'role="img" aria-label="Flamegraph: checkout: edge &amp; &lt;proxy&gt; at 100 %. 4 samples, 100 ms of cpu-clock ' +
        'in 100 ms: 1 core (perf-script). Self weight: own code 0.0 %, culprit 0.0 %, other dependencies 18.0 %, ' +
        'carriers 55.0 %, standard library, runtime 0.0 %, kernel 27.0 %, native, unknown 0.0 %. ' +
        'Culprit: pkg:cargo/tls@1.0.0, on 15.0 % of the weight."',
    )
  })

  it('is a picture, with a note, where there is nothing to draw', () => {
    const owned = ownedProfile([{ frames: ['kernel|epoll_wait'], weight: 1, idle: true }])
    const svg = renderSvg(layoutFlamegraph(owned, highlightOf(owned, null)), { interactive: false })
    expect(svg).toContain('Nothing to draw')
    expect(svg).not.toMatch(/NaN|Infinity/)
    expect(() => new Resvg(svg)).not.toThrow()
  })
})

describe('the SVG of a hostile profile', () => {
  const names = hostileNames.map(({ name }) => name)

  it('is well-formed to a strict parser', () => {
    expect(() => new Resvg(renderSvg(hostileLayout(names)), { font: { loadSystemFonts: false } })).not.toThrow()
  })

  it('has no element but its own, no handler, and no script but one', () => {
    const elements = elementsOf(renderSvg(hostileLayout(names)))
    const scripts = elements.filter(({ tag }) => tag === 'script')
    expect(scripts.map(({ text }) => text)).toEqual([svgScript])
    expect(elements.filter(({ tag }) => !harmlessTags.has(tag) && tag !== 'script')).toEqual([])
    expect(elements.flatMap(({ attributes }) => attributes).filter((name) => /^on|href|src/i.test(name))).toEqual([])
  })

  it('shows every name as text', () => {
    const titles = elementsOf(renderSvg(hostileLayout(names))).filter(({ tag }) => tag === 'title')
    const symbols = titles.map(({ text }) => text.split('\n')[0])
    for (const { shown } of hostileNames) expect(symbols).toContain(shown)
  })

  it('has no script at all where none is asked for', () => {
    const elements = elementsOf(renderSvg(hostileLayout(names), { interactive: false }))
    expect(elements.filter(({ tag }) => !harmlessTags.has(tag))).toEqual([])
  })

  it('stays within its size, however many and long the names are', () => {
    const long = Array.from({ length: 4000 }, (_, index) => `${index}${'"'.repeat(1500)}`)
    const svg = renderSvg(hostileLayout(long))
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(maxSvgBytes)
    expect(svg).toContain('narrow frames are not drawn')
  })
})
