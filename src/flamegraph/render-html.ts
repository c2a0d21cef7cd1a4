import { createHash } from 'node:crypto'
import { escapeText } from './escape-text.ts'
import { clipText } from './fit-text.ts'
import { renderSvg } from './render-svg.ts'
import { svgScript } from './svg-script.ts'
import type { FlamegraphLayout } from './types.ts'

/**
 * Draws a flamegraph in a page of its own. The page allows its one script by hash, and nothing else from anywhere: even
 * a name that escaped its escaping could not run.
 */
export function renderHtml(layout: FlamegraphLayout): string {
  const hash = createHash('sha256').update(svgScript).digest('base64')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeText(clipText(layout.title, 200))}</title>
<style>body { margin: 0 } svg { display: block }</style>
</head>
<body>
${renderSvg(layout)}</body>
</html>
`
}
