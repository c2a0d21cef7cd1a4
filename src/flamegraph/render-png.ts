import { createRequire } from 'node:module'
import { HeadwaterError } from '../errors.ts'
import type { Theme } from './palette.ts'
import { renderSvg } from './render-svg.ts'
import type { FlamegraphLayout } from './types.ts'

/** So that a picture looks the same on every machine, those without any font included. */
const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf']

/**
 * Draws a flamegraph as PNG, twice the pixels of the SVG for sharp text. The fonts come along; the machine's own are
 * asked only for characters that they lack.
 * @throws HeadwaterError `runtime-missing` where the renderer is not installed for this platform
 */
export async function renderPng(layout: FlamegraphLayout, theme: Theme = 'light'): Promise<Uint8Array> {
  const Resvg = await loadRenderer()
  const { resolve } = createRequire(import.meta.url)
  const picture = new Resvg(renderSvg(layout, { theme, interactive: false }), {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      fontFiles: fonts.map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`)),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
      monospaceFamily: 'DejaVu Sans Mono',
    },
    logLevel: 'off',
  })
  return picture.render().asPng()
}

/** Only when it is needed: it is native code, one build a platform, and everything else does without. */
async function loadRenderer() {
  try {
    return (await import('@resvg/resvg-js')).Resvg
  } catch (cause) {
    const message = 'no PNG without @resvg/resvg-js for this platform: run `npm ci` on it, or ask for .svg or .html'
    throw new HeadwaterError('runtime-missing', message, { cause })
  }
}
