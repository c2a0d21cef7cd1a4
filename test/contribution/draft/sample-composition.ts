import { inflateSync } from 'node:zlib'
import {
  type Composition,
  collectPublishedNames,
  drawEvidence,
  noRules,
  type PublishedSet,
} from '../../../src/contribution/index.ts'
import type { OwnedFrame, OwnedProfile, Owner, Package } from '../../../src/ownership/index.ts'
import { ProfileBuilder } from '../../../src/profile/index.ts'

/** What a private field of the sample holds: a word that stands nowhere else. */
export const planted = {
  ownPackage: 'zebrafinch-billing',
  ownSymbol: 'quokkaCharge',
  privatePackage: 'narwhal-vault',
  privateSymbol: 'axolotlSeal',
  otherPackage: 'pangolin-json',
  otherVersion: '7.31.77',
  otherSymbol: 'okapiParse',
  typeArgument: 'TapirTenant',
  path: 'capybara',
  object: 'wombat',
  thread: 'numbatPool',
  redacted: 'ocelot',
  pattern: 'dingoToken',
} as const

function pack(name: string, more: Partial<Package> = {}): Package {
  const version = more.version ?? '1.0.0'
  return {
    purl: `pkg:cargo/${name}@${version}`,
    ecosystem: 'cargo',
    name,
    version,
    own: false,
    direct: true,
    visibility: 'unstated',
    repository: null,
    lockfile: `/srv/${planted.path}/Cargo.lock`,
    libraryNames: [name.replaceAll('-', '_')],
    installPaths: [`/srv/${planted.path}/vendor/${name}`],
    dependencies: [],
    ...more,
  }
}

export const culprit = pack('codec-tls', { version: '0.23.4' })
const packages = [
  culprit,
  pack(planted.ownPackage, { own: true }),
  pack(planted.privatePackage, { visibility: 'private' }),
  pack(planted.otherPackage, { version: planted.otherVersion }),
]
const owners: Owner[] = packages.map((one, index) => ({
  kind: one.own ? 'own' : 'dependency',
  package: index,
  name: one.purl,
}))
owners.push({ kind: 'unknown', package: null, name: 'unknown' }, { kind: 'kernel', package: null, name: 'kernel' })

/** Symbols by owner; `|` before a pattern. */
const stacks: readonly (readonly (readonly [owner: number, symbol: string])[])[] = [
  [
    [1, `zebrafinch_billing::${planted.ownSymbol}`],
    [0, `<codec_tls::server::Stream<zebrafinch_billing::${planted.typeArgument}> as core::future::Future>::poll`],
    [0, `codec_tls::record::${'open'}`],
    [3, `pangolin_json::${planted.otherSymbol}`],
  ],
  [
    [2, `narwhal_vault::${planted.privateSymbol}`],
    [0, `codec_tls::record::read<(${planted.typeArgument}, u8)>`],
    [5, `${planted.object}_read`],
  ],
  [
    [1, planted.ownSymbol],
    [0, `RegExp: ^/${planted.pattern}/`],
    [4, `/opt/${planted.path}/lib.so`],
  ],
]

/** A profile in which every private field holds a word of `planted`. */
export function plantedProfile(): OwnedProfile {
  const builder = new ProfileBuilder()
  const metric = builder.metric('cpu-clock', 'nanoseconds', 'cpu')
  const thread = builder.thread(planted.thread, 4711, 4712)
  const frames: OwnedFrame[] = []
  for (const stack of stacks) {
    let node = 0
    for (const [owner, symbol] of stack) {
      const file = `/srv/${planted.path}/src/main.rs`
      const frame = builder.frame({ name: symbol, file, line: 1, object: planted.object, kind: null, inlined: false })
      const pattern = symbol.startsWith('RegExp') ? planted.pattern : null
      frames[frame] = { owner, reason: '', symbol, function: symbol, mentions: [], pattern }
      node = builder.child(node, frame)
    }
    builder.add(node, thread, metric, 1_234_567_891, 777)
  }
  return {
    profile: builder.finish({ format: 'perf-script', durationSeconds: 86.4, understood: 1, notes: [] }),
    graph: { packages, lockfiles: [`/srv/${planted.path}/Cargo.lock`] },
    owners,
    frames,
  }
}

/** What a draft of the sample is composed of. */
export async function sampleComposition(more: Partial<Composition> = {}): Promise<Composition> {
  const owned = plantedProfile()
  const redact = [planted.redacted]
  const evidence = await drawEvidence(owned, { culprit: 0, metric: 0, redact })
  if (evidence === null) throw new Error('the sample has no evidence')
  return {
    plan: {
      answer: 'draft',
      kind: 'pr',
      upstream: { owner: 'lockside', repo: 'codec-tls' },
      thread: null,
      isResult: false,
      reasons: [],
      cautions: [],
    },
    origin: { repositoryId: 90_210_417, incident: 12 },
    culprit,
    directory: null,
    shape: { kind: 'busy-loop', meaning: `Tasks are polled again, by ${planted.ownPackage} and ${planted.redacted}.` },
    confidence: 0.9,
    share: { self: 0.1, charged: 0.2, total: 0.4, mentioned: 0.3 },
    evidence,
    names: collectPublishedNames(owned, redact),
    rules: noRules,
    fork: { owner: 'acme', repo: 'codec-tls' },
    author: { name: 'headwater[bot]', email: '5+headwater[bot]@users.noreply.github.com' },
    webOrigin: 'https://github.com',
    markerKey: 'a secret of the tests',
    ...more,
  }
}

/** Every byte of a set that would leave, pictures' compressed texts too. */
export function everyByte(set: PublishedSet): string {
  const files = [...set.work.files, ...set.evidence.files]
  const texts = [set.title, set.body, set.draftBody, JSON.stringify(set.upstream), JSON.stringify(set.author)]
  for (const { name, message } of [set.work, set.evidence]) texts.push(name, message)
  for (const { path, bytes } of files) texts.push(path, Buffer.from(bytes).toString('latin1'), inflated(bytes))
  return texts.join('\n')
}

/** What PNG packs (https://www.w3.org/TR/png-3/), as far as it unpacks. */
function inflated(bytes: Uint8Array): string {
  const data = Buffer.from(bytes)
  if (data.subarray(1, 4).toString() !== 'PNG') return ''
  const chunks: string[] = []
  for (let at = 8; at + 8 <= data.length; ) {
    const length = data.readUInt32BE(at)
    const type = data.subarray(at + 4, at + 8).toString('latin1')
    const body = data.subarray(at + 8, at + 8 + length)
    if (/^[it]..t$|^zTXt$|^iTXt$|^tEXt$|^eXIf$/i.test(type)) chunks.push(body.toString('latin1'))
    if (type === 'zTXt') chunks.push(inflateSync(body.subarray(body.indexOf(0) + 2)).toString('latin1'))
    at += length + 12
  }
  return chunks.join('\n')
}
