import { describe, expect, it } from 'vitest'
import { findProfiles, type ProfileReference } from '../../src/intake/index.ts'
import { memoryRepository } from './memory-repository.ts'

const service = { webOrigin: 'https://github.com', owner: 'acme', repo: 'checkout' }
const uuid = '3f2a91c0-1111-4222-8333-444455556666'

async function find(body: string, options: { bodyHtml?: string; branch?: Record<string, string> } = {}) {
  return findProfiles({
    service,
    issue: 12,
    texts: [{ body, bodyHtml: options.bodyHtml ?? null }],
    reader: memoryRepository(options.branch ? { 'incidents/12': options.branch } : {}),
  })
}

/** A reference in a few words. */
function tell(reference: ProfileReference): string {
  switch (reference.kind) {
    case 'attachment':
      return `attachment ${reference.name}${reference.shown ? ' (shown)' : ''}`
    case 'artifact':
      return `artifact ${reference.id} ${reference.name}`
    case 'repository-file':
      return `file ${reference.refAndPath}`
    case 'branch-file':
      return `branch ${reference.file.path}`
    case 'code-block':
      return reference.name
    case 'elsewhere':
      return `elsewhere ${reference.source}`
  }
}

const files = 'https://github.com/user-attachments/files'
const texts: readonly (readonly [string, string, readonly string[]])[] = [
  ['a link', `[cpu (1).pb.gz](${files}/123/cpu.1.pb.gz)`, ['attachment cpu.1.pb.gz']],
  ['a bare address at the end of a sentence', `See ${files}/123/cpu.pb.gz.`, ['attachment cpu.pb.gz']],
  ['an address in angle brackets', `<${files}/123/cpu.pb.gz>`, ['attachment cpu.pb.gz']],
  ['a link by reference', `[here][1]\n\n[1]: ${files}/123/cpu.pb.gz`, ['attachment cpu.pb.gz']],
  ['an encoded name', `${files}/123/cpu%20load.txt`, ['attachment cpu load.txt']],
  ['an asset', `[flame](https://github.com/user-attachments/assets/${uuid})`, ['attachment flame']],
  ['a picture', `![flame](https://github.com/user-attachments/assets/${uuid})`, ['attachment flame (shown)']],
  [
    'a picture in HTML',
    `<details>\n<img width="9" alt="f.svg" src="https://github.com/user-attachments/assets/${uuid}">\n</details>`,
    ['attachment f.svg (shown)'],
  ],
  ['a link in HTML', `text <a href="${files}/5/cpu.txt">cpu</a> text`, ['attachment cpu.txt']],
  ['the old form', 'https://github.com/acme/checkout/files/99/cpu.txt', ['attachment cpu.txt']],
  ['the old form of another repository', 'https://github.com/acme/old-name/files/99/cpu.txt', ['attachment cpu.txt']],
  ['the same twice', `${files}/1/a.txt ${files}/1/a.txt#fragment`, ['attachment a.txt']],
  [
    'a file of the repository',
    'https://github.com/Acme/checkout/blob/incidents/12/cpu.pb.gz?raw=1#L3',
    ['file incidents/12/cpu.pb.gz'],
  ],
  [
    'a raw file with its token',
    'https://raw.githubusercontent.com/acme/checkout/refs/heads/main/p/cpu.folded?token=SECRET',
    ['file main/p/cpu.folded'],
  ],
  [
    'an artifact',
    '[the profile](https://github.com/acme/checkout/actions/runs/7/artifacts/8)',
    ['artifact 8 the profile'],
  ],
  ['a bare artifact', 'https://github.com/acme/checkout/actions/runs/7/artifacts/8', ['artifact 8 artifact 8']],
  ['a profile on another host', 'https://files.acme.example/cpu.pb.gz', ['elsewhere files.acme.example']],
  ['folded stacks in a code block', '```\nmain;a;b 12\nmain;c 3\n```', ['code block 1']],
  ['a code block that says what it is', '~~~folded\nmain 12\nidle 3\n~~~', ['code block 1']],
  [
    'perf script in a code block',
    '```\napp 7 [001]    12.000001:    2004008 cpu-clock: \n            1234 main+0x1c (/srv/app)\n\n```',
    ['code block 1'],
  ],
]

const nothing: readonly (readonly [string, string])[] = [
  ['a file of another repository', 'https://github.com/acme/billing/blob/main/cpu.txt'],
  ['an artifact of another repository', 'https://github.com/acme/billing/actions/runs/7/artifacts/8'],
  ['an address in code', `\`${files}/1/a.txt\`\n\n    ${files}/1/a.txt`],
  ['an HTML comment', `<!-- <a href="${files}/1/a.txt">x</a> -->`],
  ['an address with a password', `https://me:secret@github.com/user-attachments/files/1/a.txt`],
  ['another host with the same path', 'https://github.com.evil.example/user-attachments/files/1/a.txt'],
  ['another scheme', 'ftp://github.com/user-attachments/files/1/a.txt'],
  ['a path that climbs', `${files}/../../login/oauth/authorize`],
  ['a log in a code block', '```\n12:00:01 GET /cart 200\n12:00:02 GET /cart 500\n```'],
  ['a table in a code block', '```\nPID 12\nCPU 99\n```'],
  ['one line', '```\nmain;a 1\n```'],
]

describe('where an incident says that its profiles are', () => {
  for (const [what, body, expected] of texts) {
    it(what, async () => expect((await find(body)).map(tell)).toEqual(expected))
  }
  it('on its branch, whatever the issue says', async () => {
    const branch = {
      'incidents/12/cpu.pb.gz': 'a',
      'incidents/12/README.md': 'b',
      'incidents/13/x.pb': 'c',
      'y.pb': 'd',
    }
    expect((await find('', { branch })).map(tell)).toEqual(['branch incidents/12/cpu.pb.gz'])
  })
  it('in comments too, in order', async () => {
    const found = await findProfiles({
      service,
      issue: 12,
      texts: ['main;a 1\nmain;b 2', 'main;a 3\nmain;b 4'].map((text) => ({
        body: `\`\`\`\n${text}\n\`\`\``,
        bodyHtml: null,
      })),
      reader: memoryRepository({}),
    })
    expect(found.map(tell)).toEqual(['code block 1', 'code block 2'])
  })
  it('keeps the address that GitHub made for the App', async () => {
    const signed = `https://private-user-images.githubusercontent.com/1/2-${uuid}.svg?jwt=x`
    const [found] = await find(`https://github.com/user-attachments/assets/${uuid}`, {
      bodyHtml: `<p><a href="${signed}"><img src="https://other.example/x.png"></a></p>`,
    })
    expect(found).toMatchObject({ renderedUrls: [new URL(signed)] })
  })
})

describe('what is no profile of the service', () => {
  for (const [what, body] of nothing) {
    it(what, async () => expect((await find(body)).map(tell)).toEqual([]))
  }
})

describe('texts that are made to keep a parser busy', () => {
  const size = 65_536
  const busy: readonly (readonly [string, string])[] = [
    ['quotations in quotations', '>'.repeat(size)],
    ['brackets', '['.repeat(size)],
    ['emphasis', '_a*'.repeat(size / 3)],
    ['strong emphasis', '**a*'.repeat(size / 4)],
    ['references', '[a][b]'.repeat(size / 6)],
    ['pictures', '!['.repeat(size / 2)],
    ['HTML', '<a '.repeat(size / 3)],
    ['code spans', Array.from({ length: 350 }, (_, length) => '`'.repeat(length)).join(' ')],
    ['a wide table', `${'|a'.repeat(size / 4)}\n${'|-'.repeat(size / 4)}`],
    ['addresses', 'https://a.b/ '.repeat(size / 13)],
  ]
  for (const [what, body] of busy) it(what, async () => expect(await find(body)).toEqual([]))
})
