import { describe, expect, it } from 'vitest'
import { readIncident } from '../../src/intake/index.ts'

const sha = '3f2a91c4d5e6f708192a3b4c5d6e7f8091a2b3c4'
const form = (answers: Readonly<Record<string, string>>): string =>
  Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join('\n\n')

describe('an incident filed with the form', () => {
  it('tells its facts, and null where nobody answered', () => {
    const body = form({
      Service: 'acme/checkout, worker',
      'Deployed commit': 'v2.14.0',
      'Started at': '2026-02-11 05:46 UTC',
      Symptom: 'Two hosts at 100 %.\n\n## Numbers\n\n- p99 of 900 ms',
      Trigger: '_No response_',
      Mitigation: '',
      Profiles: '[cpu.pb.gz](https://github.com/user-attachments/files/1/cpu.pb.gz)',
    })
    expect(readIncident(body)).toEqual({
      service: 'acme/checkout, worker',
      deployedCommit: 'v2.14.0',
      startedAt: '2026-02-11 05:46 UTC',
      symptom: 'Two hosts at 100 %.\n\n## Numbers\n\n- p99 of 900 ms',
      trigger: null,
      mitigation: null,
    })
  })
  it('is known still after edits', () => {
    const body =
      'Hello!\r\n\r\n**Deployed commit**\r\n\r\n## deployed Commit:\r\nv1\r\n\r\nService\r\n-------\r\nacme/checkout\r\n'
    expect(readIncident(body)).toMatchObject({ deployedCommit: 'v1', service: 'acme/checkout' })
  })
  it('believes the first answer, and no heading in a quotation or code', () => {
    const body = `### Service\n\nacme/checkout\n\n> ### Trigger\n>\n> quoted\n\n\`\`\`\n### Trigger\n\nin code\n\`\`\`\n\n### Trigger\n\nuploads\n\n### Trigger\n\nother`
    expect(readIncident(body).trigger).toBe('uploads')
  })
  it('is bounded', () => {
    expect(readIncident(form({ Symptom: 'x'.repeat(100_000) })).symptom).toHaveLength(4_000)
  })
  it('may be empty', () => {
    expect(Object.values(readIncident(''))).toEqual([null, null, null, null, null, null])
  })
})

describe('the deployed commit', () => {
  const valid: readonly (readonly [string, string])[] = [
    ['3f2a91c', '3f2a91c'],
    [sha, sha],
    ['v2.14.0', 'v2.14.0'],
    ['`release/2026-02`', 'release/2026-02'],
    ['main', 'main'],
    ['v2.14.0 (3f2a91c)', '3f2a91c'],
    ['tag v2.14.0, deployed on Monday.', 'v2.14.0'],
    [`https://github.com/acme/checkout/commit/${sha}`, sha],
    [`[the commit](https://github.com/acme/checkout/commit/${sha}#diff-1)`, sha],
    ['https://github.com/acme/checkout/releases/tag/v2.14.0', 'v2.14.0'],
    ['https://github.acme.example/acme/checkout/tree/release/2.14', 'release/2.14'],
  ]
  for (const [answer, expected] of valid) {
    it(`${answer} is ${expected}`, () => {
      expect(readIncident(form({ 'Deployed commit': answer })).deployedCommit).toBe(expected)
    })
  }
  const invalid = [
    'we do not know',
    '--upload-pack=x',
    '../../etc',
    'a'.repeat(300),
    '<script>1</script>',
    '@{-1}',
    'x..y',
  ]
  for (const answer of invalid) {
    it(`is not told by ${answer.slice(0, 20)}`, () => {
      const ref = readIncident(form({ 'Deployed commit': answer })).deployedCommit
      expect(ref === null || /^[\w.+/-]+$/.test(ref)).toBe(true)
      expect(ref).not.toBe(answer)
    })
  }
})
