import { isAsker, type Measures } from './measure-owners.ts'
import type { Subject } from './types.ts'

interface SubjectRule {
  readonly subject: Subject
  /** Words of the names of functions and packages. */
  readonly words: ReadonlySet<string>
}

/** What kind of work the words in a name tell of; where two are on as many stacks, the earlier one is meant. */
const rules: readonly SubjectRule[] = [
  {
    subject: 'crypto',
    words: wordsOf(
      'tls ssl rustls openssl crypto cipher aes chacha sha hmac rsa ecdsa x509 bcrypt bcryptjs scrypt argon2 pbkdf2',
    ),
  },
  {
    subject: 'compression',
    words: wordsOf('gzip gunzip zlib deflate inflate brotli zstd lz4 snappy compress decompress miniz pako'),
  },
  {
    subject: 'logging',
    words: wordsOf(
      'log logs logger logging logback log4j logrus slf4j spdlog tracing zap winston pino monolog appender',
    ),
  },
  {
    subject: 'serialization',
    words: wordsOf(
      'json yaml toml serde serialize serializer serialization deserialize deserializer unmarshal marshal protobuf msgpack avro cbor pickle jackson gson encode decode encoder decoder',
    ),
  },
  {
    subject: 'rendering',
    words: wordsOf(
      'render renderer rendering template templates mustache handlebars jinja erb blade twig liquid layout svg',
    ),
  },
  {
    subject: 'parsing',
    words: wordsOf('parse parser parsing lexer lex tokenize tokenizer scanner markdown html xml css csv sql grammar'),
  },
]

/** Below this share of the stacks the profile is about something else. */
const leastShare = 0.5

export interface FoundSubject {
  readonly subject: Subject
  /** Share of the weight on whose stacks it is named, 0 to 1. */
  readonly share: number
}

/** What the hot work is about, told by the words in the names of functions and packages of own code and others. */
export function findSubject({ owned, nodeSelf, weight }: Measures): FoundSubject | null {
  const { tree } = owned.profile
  const bitsOfFrame = owned.frames.map(({ owner, function: name }) =>
    isAsker(owned, owner) ? bitsOf(`${owned.owners[owner]?.name ?? ''} ${name}`) : 0,
  )
  const onStack = new Uint8Array(tree.length)
  const sums = rules.map(() => 0)
  for (let node = 1; node < tree.length; node += 1) {
    const bits = (onStack[tree.parent[node] as number] as number) | (bitsOfFrame[tree.frame[node] as number] as number)
    onStack[node] = bits
    if (bits === 0) continue
    for (const index of sums.keys())
      if (bits & (1 << index)) sums[index] = (sums[index] ?? 0) + (nodeSelf[node] as number)
  }
  let found: FoundSubject | null = null
  for (const [index, { subject }] of rules.entries()) {
    const share = weight > 0 ? (sums[index] ?? 0) / weight : 0
    if (share >= leastShare && share > (found?.share ?? 0)) found = { subject, share }
  }
  return found
}

function bitsOf(name: string): number {
  const words = listWords(name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase())
  return rules.reduce(
    (bits, rule, index) => (words.some((word) => rule.words.has(word)) ? bits | (1 << index) : bits),
    0,
  )
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(listWords(text))
}

function listWords(text: string): string[] {
  return text.split(/[^a-z0-9]+/).filter((word) => word !== '')
}
