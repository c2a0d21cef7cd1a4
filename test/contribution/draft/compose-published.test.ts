import { beforeAll, describe, expect, it } from 'vitest'
import { composePublished, hashPublished, namesHash, type PublishedSet } from '../../../src/contribution/index.ts'
import { everyByte, planted, sampleComposition } from './sample-composition.ts'

let set: PublishedSet
beforeAll(async () => {
  set = composePublished(await sampleComposition())
})

describe('what would be published', () => {
  it.each(Object.entries(planted))('holds nothing of a private field: %s', (_, word) => {
    const text = everyByte(set)
    const spellings = [word, encodeURIComponent(word), Buffer.from(word).toString('base64').replace(/=+$/, '')]
    for (const spelling of spellings) expect(text.toLowerCase()).not.toContain(spelling.toLowerCase())
  })

  it.each([
    ['the length of the recording', '86.4'],
    ['its samples', '2331'],
    ['its weight', '1234567891'],
    ['the number of the service repository', '90210417'],
    ['the process', '4711'],
  ])('does not tell %s', (_, figure) => {
    expect(everyByte(set)).not.toContain(figure)
  })

  it('does not tell the number of the service repository in the mark either', () => {
    const [, payload = ''] = /headwater:1:([\w-]+):/.exec(set.draftBody) ?? []
    expect(Buffer.from(payload, 'base64url').toString()).not.toContain('90210417')
  })

  it('names the culprit, its version and its own frames', () => {
    const text = everyByte(set)
    for (const part of ['codec-tls', '0.23.4', 'codec_tls::record::open', 'your service', 'other code']) {
      expect(text).toContain(part)
    }
  })

  it('signs off for nobody and mentions nobody', () => {
    const text = [set.title, set.body, set.draftBody, set.work.message, set.evidence.message].join('\n')
    expect(text).not.toMatch(/signed-off-by/i)
    expect(text).not.toMatch(/(?:^|[^\w`])@\w/)
  })

  it('writes into one folder of the branch with the reproduction', () => {
    for (const { path } of set.work.files) expect(path).toMatch(/^headwater-reproduction\/[\w.-]+(?:\/[\w.-]+)*$/)
  })

  it('marks what only a person can write', () => {
    expect(set.body).toContain('FILL IN')
    const test = set.work.files.find(({ path }) => path.endsWith('reproduction.rs'))
    expect(Buffer.from(test?.bytes ?? []).toString()).toContain('todo!("FILL IN')
  })
})

describe('the hash', () => {
  it('is the same for the same facts', async () => {
    expect(hashPublished(composePublished(await sampleComposition()))).toBe(hashPublished(set))
  })

  const changes: readonly [string, (given: PublishedSet) => object][] = [
    ['a byte of a file', ({ work }) => ({ work: { ...work, files: work.files.map(flipped) } })],
    ['a byte of the picture', ({ evidence }) => ({ evidence: { ...evidence, files: evidence.files.map(flipped) } })],
    [
      'a file’s path',
      ({ work }) => ({ work: { ...work, files: work.files.map((one) => ({ ...one, path: `${one.path}x` })) } }),
    ],
    ['a file less', ({ work }) => ({ work: { ...work, files: work.files.slice(1) } })],
    ['the branch', ({ work }) => ({ work: { ...work, name: `${work.name}x` } })],
    ['the commit’s message', ({ work }) => ({ work: { ...work, message: `${work.message}x` } })],
    ['the title', ({ title }) => ({ title: `${title}x` })],
    ['the text', ({ body }) => ({ body: `${body}x` })],
    ['the text inside the fork', ({ draftBody }) => ({ draftBody: `${draftBody}x` })],
    ['the author', ({ author }) => ({ author: { ...author, email: 'x' } })],
    ['the fork', ({ fork }) => ({ fork: { ...fork, owner: 'other' } })],
    ['upstream', ({ upstream }) => ({ upstream: { ...upstream, repo: 'other' } })],
    ['the thread', () => ({ thread: { owner: 'lockside', repo: 'codec-tls', number: 3 } })],
    ['the kind', () => ({ kind: 'issue' })],
  ]
  it.each(changes)('changes with %s', (_, change) => {
    expect(hashPublished({ ...set, ...change(set) } as PublishedSet)).not.toBe(hashPublished(set))
  })

  it('changes when a byte moves from one part to the next', () => {
    const [title, body] = [`${set.title}${set.body.slice(0, 1)}`, set.body.slice(1)]
    expect(hashPublished({ ...set, title, body } as PublishedSet)).not.toBe(hashPublished(set))
  })

  it.each([
    ['the first sixteen digits', 16, true],
    ['all of it', 64, true],
    ['fifteen digits', 15, false],
  ])('is named by %s', (_, digits, named) => {
    const hash = hashPublished(set)
    expect(namesHash(hash.slice(0, digits), hash)).toBe(named)
  })
})

function flipped<File extends { readonly bytes: Uint8Array }>(file: File): File {
  const bytes = Buffer.from(file.bytes)
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  return { ...file, bytes }
}
