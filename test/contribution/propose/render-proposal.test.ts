import { describe, expect, it } from 'vitest'
import { type ProposalText, renderProposal, signMarker } from '../../../src/contribution/index.ts'
import { findLive } from '../find-live.ts'

const marker = signMarker({ repositoryId: 1, incident: 12, kind: 'upgrade', id: 'x' }, 'a key of the tests only')
const url = 'https://github.com/acme/checkout/issues/12'
const render = (part: Partial<ProposalText>): string =>
  renderProposal(
    { lead: 'Lead.', edits: ['one'], mind: [], commands: [], wire: [], incident: { label: '#12', url }, ...part },
    { repository: 'acme/checkout', webOrigin: 'https://github.com', marker, redact: null },
  )

describe('the description of a pull request on the service', () => {
  it('says what was edited, what to mind, what to run and what to do by hand', () => {
    const text = render({ mind: ['red until then'], commands: ['cargo update -p tls'], wire: ['Load `alerts.yml`.'] })
    expect(text).toContain('- one')
    expect(text).toContain('```sh\ncargo update -p tls\n```')
    expect(text).toContain('1. Load `alerts.yml`.')
    expect(text).toContain(url)
    expect(text.endsWith(marker)).toBe(true)
  })

  it('leaves out what there is nothing of', () => {
    expect(render({})).not.toMatch(/Mind|To be run|by hand/)
  })

  const hostile = [
    '@octocat',
    '![x](https://evil.example/x.png)',
    'acme/x#1',
    '<!-- x',
    '\n# heading',
    '`@octocat',
    '| a |',
  ]
  for (const text of hostile) {
    it(`brings nothing to life in ${JSON.stringify(text)}`, () => {
      const body = render({ lead: text, edits: [text], mind: [text], commands: [text], wire: [text] })
      expect(findLive(body, [url])).toEqual([])
    })
  }
})
