import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { layoutFlamegraph, renderHtml } from '../../src/flamegraph/index.ts'
import { highlightOf, ownedProfile } from './helpers.ts'

describe('the page with a flamegraph', () => {
  const owned = ownedProfile([{ frames: ['own edge|main', 'serde|parse'], weight: 1 }])
  const html = renderHtml(layoutFlamegraph(owned, highlightOf(owned, null, [], '</title><script>pwned=1</script>')))

  it('allows its own script, by hash, and nothing else', () => {
    const scripts = [...html.matchAll(/<script><!\[CDATA\[(.*?)\]\]><\/script>/gs)]
    expect(scripts).toHaveLength(1)
    const hash = createHash('sha256')
      .update(scripts[0]?.[1] ?? '')
      .digest('base64')
    expect(html).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`)
  })

  it('shows the title as text', () => {
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;pwned=1&lt;/script&gt;</title>')
    expect(html.match(/<script/g)).toHaveLength(1)
  })
})
