import { describe, expect, it } from 'vitest'
import { composePublished, type DraftKind, handOver, type PublishedSet } from '../../../src/contribution/index.ts'
import { sampleComposition } from './sample-composition.ts'

async function setOf(kind: DraftKind, more: Partial<PublishedSet> = {}): Promise<PublishedSet> {
  const { plan, ...composition } = await sampleComposition()
  const thread = {
    owner: 'lockside',
    repo: 'other',
    number: 7,
    url: 'https://github.com/lockside/other/issues/7',
    locked: false,
  }
  const set = composePublished({ ...composition, plan: { ...plan, kind, thread: kind === 'comment' ? thread : null } })
  return { ...set, ...more }
}

describe('handing over', () => {
  it('a pull request: the comparison across the network, with title and text', async () => {
    const { url, commands } = handOver(await setOf('pr'), 'https://github.com', 'main')
    const page = new URL(url ?? '')
    expect(page.pathname).toMatch(
      /^\/lockside\/codec-tls\/compare\/main\.\.\.acme:codec-tls:headwater\/incident-12-codec-tls-[0-9a-f]{6}$/,
    )
    expect(page.searchParams.get('body')).toContain('FILL IN')
    expect(commands[1]).toMatch(
      /^gh api repos\/lockside\/codec-tls\/pulls -f head=acme:headwater\/\S+ -f 'base=main' -F draft=true -f 'title=/,
    )
  })

  it('an issue: the form for a new one', async () => {
    const { url, commands } = handOver(await setOf('issue'), 'https://github.com', 'main')
    expect(url).toMatch(/^https:\/\/github\.com\/lockside\/codec-tls\/issues\/new\?title=/)
    expect(commands[1]).toMatch(/^gh issue create --repo lockside\/codec-tls --title '/)
  })

  it('a comment: the thread, wherever it is', async () => {
    const { url, commands } = handOver(await setOf('comment'), 'https://github.com', 'main')
    expect(url).toBe('https://github.com/lockside/other/issues/7')
    expect(commands[1]).toMatch(/^gh issue comment 7 --repo lockside\/other --body-file /)
  })

  it.each(['pr', 'issue'] as const)('no link where the text is too long for one: %s', async (kind) => {
    const body = 'é'.repeat(2_000) as PublishedSet['body']
    const { url, commands } = handOver(await setOf(kind, { body }), 'https://github.com', 'main')
    expect(url).toBeNull()
    expect(commands[0]).toMatch(
      /^curl -fsSL -o \S+\.md https:\/\/github\.com\/acme\/codec-tls\/raw\/headwater\/evidence-\S+\/draft\.md$/,
    )
  })

  it('quotes upstream’s names for the shell', async () => {
    const { commands } = handOver(await setOf('pr'), 'https://github.com', "ma'in;$(id)")
    expect(commands[1]).toContain("-f 'base=ma'\\''in;$(id)'")
  })
})
