import { describe, expect, it } from 'vitest'
import { composePublished, judgeRules } from '../../../src/contribution/index.ts'
import { sampleComposition } from './sample-composition.ts'

const template = (text: string) => judgeRules([{ path: '.github/pull_request_template.md', text }])
const headings = (text: string) => [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading)

describe('a pull request’s text', () => {
  it('fills upstream’s own form in its order, and adds what the form lacks', async () => {
    const rules = template('## Description\n\n## How was this tested?\n\n## Licence\n\n- [ ] I have read the guide\n')
    const { body } = composePublished(await sampleComposition({ rules }))
    expect(headings(body)).toEqual(['Description', 'How was this tested?', 'Licence', 'The fix', 'Evidence', 'Version'])
    expect(body).toContain('- [ ] I have read the guide')
    expect(body).not.toContain('[x]')
  })

  it('is whole without a form', async () => {
    const { body } = composePublished(await sampleComposition())
    expect(headings(body)).toEqual(['What was seen', 'The fix', 'Reproduction', 'Evidence', 'Version'])
  })

  it('lets nothing of a hostile form do anything', async () => {
    const rules = template(
      '## @maintainer [x](https://evil.example) <img src=x> #12\n\n- [ ] ![p](https://evil.example/p.png) @team\n- [ ] </details> $x$\n',
    )
    const { body } = composePublished(await sampleComposition({ rules }))
    const plain = body.replace(/`+[^`]*`+/g, '')
    expect(plain).not.toMatch(/@maintainer|@team|evil\.example|<img|#12|<\/details>/)
  })
})

describe('a comment’s text', () => {
  it('has no form, and leads to the thread without a backlink', async () => {
    const { plan, ...composition } = await sampleComposition()
    const thread = {
      owner: 'lockside',
      repo: 'codec-tls',
      number: 72,
      url: 'https://github.com/lockside/codec-tls/issues/72',
      locked: false,
    }
    const { body } = composePublished({ ...composition, plan: { ...plan, kind: 'comment', thread } })
    expect(headings(body)).toEqual(['What was seen', 'Evidence', 'Reproduction', 'Version'])
    expect(body).toContain('https://redirect.github.com/lockside/codec-tls/issues/72')
    expect(body).not.toContain('(https://github.com/lockside')
  })

  it('on a change under review leaves the result to the person who tried it', async () => {
    const { plan, ...composition } = await sampleComposition()
    const { body } = composePublished({ ...composition, plan: { ...plan, kind: 'comment', isResult: true } })
    expect(headings(body)[0]).toBe('Result of a test')
    expect(body).toContain('**FILL IN: whether the trouble is gone')
  })
})
