/**
 * What upstream knew of the model incident, told in words of our own: rustls/tokio-rustls#72 of 2024-05-15, its cure one layer down
 * (rustls/rustls#1950, in 0.23.6) and the correction (#1955, in 0.23.7). Around them stand the threads that a search finds as well:
 * the same symptom elsewhere, the same symbol with another symptom, a duplicate.
 */
import type { Seed } from '../seed.ts'
import type { ThreadSeed } from '../threads/thread-seed.ts'

type Commit = NonNullable<NonNullable<Seed['repositories']>[number]['commits']>[number] & { readonly date: string }

/** @param day what had not happened by then is not there */
export function tlsUpstream(day: '2024-05-15' | 'today'): Seed {
  const end = day === 'today' ? '9999' : `${day}T23:59:59Z`
  const happened = <Dated>(list: readonly Dated[], dateOf: (one: Dated) => string): Dated[] =>
    list.filter((one) => dateOf(one) <= end)
  return {
    organizations: [{ login: 'rustls' }, { login: 'tokio-rs' }],
    repositories: [
      {
        name: 'rustls/tokio-rustls',
        description: 'Asynchronous TLS streams',
        commits: happened(bindingCommits, ({ date }) => date),
        formerNames: ['quininer/tokio-rustls'],
      },
      { name: 'rustls/rustls', description: 'TLS in Rust', commits: happened(rustlsCommits, ({ date }) => date) },
      // Old releases of tokio-rustls name it as their home.
      { name: 'tokio-rs/tls', description: 'Another binding', files: nativeTls },
      { name: 'tokio-rs/tokio', description: 'Runtime', commits: happened(tokioCommits, ({ date }) => date) },
    ],
    threads: happened([...bindingThreads, ...rustlsThreads, ...tokioThreads], ({ createdAt }) => createdAt).map(
      (thread) => asOf(thread, end),
    ),
  }
}

/** A thread as it stood: still open where it was closed later, and without what was said then. */
function asOf(thread: ThreadSeed, end: string): ThreadSeed {
  if (!thread.closedAt || thread.closedAt <= end) return thread
  return { ...thread, state: 'open', stateReason: null, closedAt: null, comments: [], reactions: 0 }
}

const bindingManifest = (version: string, rustls: string) => `[package]
name = "tokio-rustls"
version = "${version}"
edition = "2018"
repository = "https://github.com/rustls/tokio-rustls"

[dependencies]
tokio = "1.0"
rustls = { version = "${rustls}", default-features = false }
`

const binding = (version: string, rustls: string, date: string): Commit => ({
  message: `Release ${version}`,
  date,
  tag: `v/${version}`,
  files: { 'Cargo.toml': bindingManifest(version, rustls) },
})

const bindingCommits: readonly Commit[] = [
  {
    message: 'Begin',
    date: '2022-03-01T09:00:00Z',
    files: {
      'src/lib.rs': '// Streams.\n',
      'CONTRIBUTING.md':
        '# Contributing\n\nOpen an issue before a large change. Every fix needs a test that fails without it.\n',
      '.github/PULL_REQUEST_TEMPLATE.md': '## What does this change?\n\n## How was it tested?\n',
    },
  },
  binding('0.23.4', '0.20', '2022-05-02T09:00:00Z'),
  binding('0.24.0', '0.21', '2023-03-31T09:00:00Z'),
  binding('0.24.1', '0.21', '2023-06-02T09:00:00Z'),
  binding('0.25.0', '0.22', '2023-12-04T09:00:00Z'),
  binding('0.26.0', '0.23', '2024-03-05T09:00:00Z'),
  binding('0.26.1', '0.23.15', '2024-12-09T09:00:00Z'),
]

const rustlsManifest = (version: string) => `[package]
name = "rustls"
version = "${version}"
repository = "https://github.com/rustls/rustls"
`

const rustls = (version: string, date: string, branch?: string): Commit => ({
  message: `Release ${version}`,
  date,
  tag: `v/${version}`,
  files: { 'rustls/Cargo.toml': rustlsManifest(version) },
  ...(branch === undefined ? {} : { branch }),
})

const rustlsCommits: readonly Commit[] = [
  {
    message: 'Begin',
    date: '2023-01-10T09:00:00Z',
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["rustls", "provider-example"]\n',
      'provider-example/Cargo.toml': '[package]\nname = "rustls-provider-example"\nversion = "0.0.1"\n',
      'rustls/src/conn.rs': '// Connections.\n',
    },
  },
  rustls('0.20.8', '2023-01-12T09:00:00Z'),
  rustls('0.21.0', '2023-03-29T09:00:00Z'),
  rustls('0.21.11', '2024-04-19T09:00:00Z', 'rel-0.21'),
  rustls('0.22.0', '2023-12-02T09:00:00Z'),
  rustls('0.22.4', '2024-04-19T09:10:00Z', 'rel-0.22'),
  rustls('0.23.0', '2024-02-29T09:00:00Z'),
  rustls('0.23.5', '2024-04-19T09:20:00Z'),
  {
    message: 'Discard what follows the end',
    date: '2024-05-16T10:00:00Z',
    merges: 1950,
    files: { 'rustls/src/conn.rs': '// Connections. What comes after the end is discarded.\n' },
  },
  rustls('0.23.6', '2024-05-16T14:00:00Z'),
  {
    message: 'Release 0.21.12',
    date: '2024-05-17T08:00:00Z',
    branch: 'rel-0.21',
    tag: 'v/0.21.12',
    files: { 'rustls/Cargo.toml': rustlsManifest('0.21.12') },
  },
  {
    message: 'Say goodbye once',
    date: '2024-05-17T11:00:00Z',
    merges: 1955,
    files: { 'rustls/src/conn.rs': '// Connections. What comes after the end is never read.\n' },
  },
  rustls('0.23.7', '2024-05-17T15:00:00Z'),
  rustls('0.23.8', '2024-05-21T09:00:00Z'),
  rustls('0.24.0-dev.0', '2025-06-01T09:00:00Z'),
]

const nativeTls = { 'tokio-native-tls/Cargo.toml': '[package]\nname = "tokio-native-tls"\nversion = "0.3.1"\n' }

const tokioCommits: readonly Commit[] = ['1.24.2', '1.37.0'].map((version, index) => ({
  message: `Release ${version}`,
  date: `202${3 + index}-01-17T09:00:00Z`,
  tag: `tokio-${version}`,
  files: {
    'tokio/Cargo.toml': `[package]\nname = "tokio"\nversion = "${version}"\nrepository = "https://github.com/tokio-rs/tokio"\n`,
  },
}))

const issue = (
  repository: string,
  number: number,
  createdAt: string,
  rest: Omit<ThreadSeed, 'repository' | 'number' | 'createdAt'>,
): ThreadSeed => ({
  repository,
  number,
  createdAt,
  ...rest,
})

const home = 'rustls/tokio-rustls'
const bindingThreads: readonly ThreadSeed[] = [
  issue(home, 72, '2024-05-15T08:12:00Z', {
    title: 'Infinite wakeup loop after the peer has ended its session',
    body: 'Since we moved to newer versions some of our workers never go to sleep: the task is woken without end and makes no progress, in effect a busy poll with high CPU. It seems to come from the wake-up in `common::Stream::poll_read` when there is nothing to read and the library below does not want to read either. Taking that wake-up out makes it stop. Is it needed?',
    reactions: 4,
    state: 'closed',
    stateReason: 'COMPLETED',
    closedAt: '2024-05-17T16:00:00Z',
    comments: [
      { body: 'The state machine below should not be in that state. I have an idea and will try it in rustls.' },
      { body: 'With rustls 0.23.7 our load test is quiet again, thank you.' },
    ],
  }),
  issue(home, 84, '2024-06-20T10:00:00Z', {
    title: 'Server spins at 100% CPU, TlsStream is polled for ever',
    body: 'One core per connection, `TlsStream::poll_read` is on every stack.',
    state: 'closed',
    stateReason: 'DUPLICATE',
    duplicateOf: 'rustls/tokio-rustls#72',
    closedAt: '2024-06-21T10:00:00Z',
    comments: [{ body: 'Duplicate of #72, update rustls please.' }],
  }),
  issue(home, 31, '2023-08-04T10:00:00Z', {
    title: 'TlsStream::poll_read reports an unexpected end of file',
    body: 'Some clients close the socket without an alert and `server::TlsStream` returns UnexpectedEof. Should it?',
    state: 'closed',
    stateReason: 'NOT_PLANNED',
    closedAt: '2023-08-06T10:00:00Z',
  }),
  issue(home, 44, '2023-11-20T10:00:00Z', {
    title: 'Example client runs into an infinite loop without network',
    body: 'The example tries to connect again and again. A pause between attempts would be nice.',
  }),
  issue(home, 12, '2023-05-02T10:00:00Z', {
    title: 'Document what shutdown does',
    body: 'Does `poll_shutdown` flush?',
  }),
  issue(home, 57, '2024-02-10T10:00:00Z', {
    title: 'TlsAcceptor: choose the configuration late',
    body: 'A way to look at the client hello first.',
    labels: ['enhancement'],
  }),
  issue(home, 60, '2024-03-01T10:00:00Z', {
    kind: 'pull-request',
    title: 'Update to rustls 0.23',
    body: 'Also raises the least supported compiler.',
    state: 'merged',
    closedAt: '2024-03-04T10:00:00Z',
  }),
  issue(home, 66, '2024-04-11T10:00:00Z', {
    title: 'High memory use per connection',
    body: 'Each `TlsStream` keeps its buffers.',
  }),
  issue(home, 70, '2024-05-02T10:00:00Z', {
    title: 'Build fails without default features',
    body: 'No provider is chosen.',
  }),
  issue(home, 102, '2025-01-15T10:00:00Z', {
    title: 'read_io copies once more than it must',
    body: 'In `Stream::read_io` the slice could be handed through.',
    labels: ['performance'],
  }),
]

const core = 'rustls/rustls'
const rustlsThreads: readonly ThreadSeed[] = [
  issue(core, 1950, '2024-05-16T07:30:00Z', {
    kind: 'pull-request',
    title: 'Treat bytes after the end of the session as the end',
    body: 'Meant to fix {{url}}/rustls/tokio-rustls/issues/72: a part of a record that came behind the alert stayed in the buffer, so that the reader promised more and never got it.',
    state: 'merged',
    closedAt: '2024-05-16T10:00:00Z',
  }),
  issue(core, 1951, '2024-05-16T08:00:00Z', {
    kind: 'pull-request',
    title: 'Ignore application data after the end',
    body: 'Something else than #1950: here whole records are meant.',
    state: 'closed',
    closedAt: '2024-05-17T10:00:00Z',
  }),
  issue(core, 1955, '2024-05-17T07:00:00Z', {
    kind: 'pull-request',
    title: 'Send the closing alert only once',
    body: 'This also corrects #1950, after which the two sides could disagree on where the stream stands.',
    state: 'merged',
    closedAt: '2024-05-17T11:00:00Z',
  }),
  issue(core, 1890, '2024-04-10T07:00:00Z', {
    title: 'complete_io never returns when the peer leaves during the handshake',
    body: 'An infinite loop in blocking servers; asynchronous ones do not call it.',
    labels: ['bug'],
    state: 'closed',
    stateReason: 'COMPLETED',
    closedAt: '2024-04-19T07:00:00Z',
  }),
  issue(core, 1700, '2024-01-08T07:00:00Z', {
    title: 'High CPU when a chain holds hundreds of certificates',
    body: 'Verification tries many paths.',
    labels: ['performance'],
  }),
  issue(core, 1500, '2023-10-08T07:00:00Z', { title: 'Session tickets are not rotated', body: 'After a day.' }),
  issue(core, 2100, '2024-09-08T07:00:00Z', { title: 'ServerConnection: expose the peer names', body: 'For logs.' }),
]

const tokioThreads: readonly ThreadSeed[] = [
  issue('tokio-rs/tokio', 5800, '2023-06-14T07:00:00Z', {
    title: 'Worker threads use 100% CPU with a timer in the past',
    body: 'A busy loop in the timer wheel.',
    labels: ['A-tokio', 'C-bug'],
    state: 'closed',
    stateReason: 'COMPLETED',
    closedAt: '2023-06-20T07:00:00Z',
  }),
  issue('tokio-rs/tokio', 6100, '2023-10-29T07:00:00Z', { title: 'Context::run is long', body: 'Could be split.' }),
]
