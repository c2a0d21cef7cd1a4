import type { ShapeKind } from '../../src/diagnosis/index.ts'
import type { Ecosystem, ServiceFile } from '../../src/ownership/index.ts'
import type { Advisory } from '../../src/packages/index.ts'
import type { FixStatus } from '../../src/upstream/index.ts'
import type { KnownTrouble } from '../standin/seeds/known-troubles.ts'

/** A known trouble, a service that has it, and what is right to say. */
export interface Fact {
  readonly trouble: KnownTrouble
  readonly files: readonly ServiceFile[]
  readonly culprit: { readonly ecosystem: Ecosystem; readonly name: string }
  /** The package that asks for the culprit, where the lockfile does not say so. */
  readonly asking?: string
  readonly shape: ShapeKind
  readonly symbols: readonly string[]
  readonly advisories?: readonly Advisory[]
  /** The package whose repository a person names, since none of its metadata is at hand. */
  readonly upstreams?: Readonly<Record<string, string>>
  readonly right: {
    readonly number: number
    readonly status: FixStatus
    readonly purl: string
    readonly version: string | null
    readonly command: string | null
  }
}

const cargoManifest = (name: string, repository: string) =>
  `[package]\nname = "${name}"\nversion = "0.0.0"\nrepository = "https://github.com/${repository}"\n`

/** A service with one crate, which asks for another. */
function cargoService(name: string, version: string, range: string): ServiceFile[] {
  const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"'
  return [
    {
      path: 'Cargo.toml',
      text: `[package]\nname = "checkout"\nversion = "1.0.0"\n[dependencies]\n${name} = "${range}"\n`,
    },
    {
      path: 'Cargo.lock',
      text: `version = 4\n[[package]]\nname = "checkout"\nversion = "1.0.0"\ndependencies = ["${name}"]\n[[package]]\nname = "${name}"\nversion = "${version}"\n${source}\n`,
    },
  ]
}

function goService(name: string, version: string): ServiceFile[] {
  return [{ path: 'go.mod', text: `module example.com/checkout\n\ngo 1.17\n\nrequire ${name} ${version}\n` }]
}

function conanService(name: string, version: string): ServiceFile[] {
  return [
    { path: 'conanfile.txt', text: `[requires]\n${name}/${version}\n` },
    { path: 'conan.lock', text: JSON.stringify({ version: '0.5', requires: [`${name}/${version}`] }) },
  ]
}

function mavenService(
  artifacts: readonly (readonly [group: string, artifact: string, version: string])[],
): ServiceFile[] {
  const dependencies = artifacts.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  )
  const text = `<project><groupId>com.acme</groupId><artifactId>checkout</artifactId><version>1.0.0</version><dependencies>${dependencies.join('')}</dependencies></project>`
  return [{ path: 'pom.xml', text }]
}

const pom = (group: string, artifact: string, repository: string) =>
  `<project><groupId>${group}</groupId><artifactId>${artifact}</artifactId><scm><url>https://github.com/${repository}</url></scm></project>`

const v = (version: string) => `v${version}`
const bare = (version: string) => version
const mended = { state: 'closed' as const, stateReason: 'COMPLETED' as const }

/** By the name of the original. */
export const facts: Readonly<Record<string, Fact>> = {
  'golang/go#49615: a commit of a mirror closed an issue in another repository': {
    trouble: {
      repository: 'golang/net',
      tracker: 'golang/go',
      manifest: { 'go.mod': 'module golang.org/x/net\n\ngo 1.17\n' },
      tag: bare,
      year: 2021,
      releases: [
        ['v0.1.0', 300],
        ['v0.2.0', 330],
      ],
      known: {
        ...mended,
        number: 49615,
        title: 'x/net/http2: a client connection spins, one core at 100% CPU',
        body: 'After the server has closed the window the loop in `http2.(*Transport).RoundTrip` wakes again and again: a busy loop.',
        comments: [{ body: 'Change https://go.dev/cl/1 mentions this issue.' }],
      },
      cure: {
        commit: 'http2: wait for the window\n\nThe loop woke without anything to do.\n\nFixes golang/go#49615\n',
      },
      symbol: 'Transport.RoundTrip',
      elsewhere: 'x/tools/gopls',
      alike: 'busy loop when a folder is empty',
    },
    files: goService('golang.org/x/net', 'v0.0.0-20210301120000-4a448f8816b3'),
    culprit: { ecosystem: 'golang', name: 'golang.org/x/net' },
    shape: 'busy-loop',
    symbols: ['Transport.RoundTrip', 'clientConnReadLoop.run'],
    right: {
      number: 49615,
      status: 'upgrade',
      purl: 'pkg:golang/golang.org/x/net',
      version: 'v0.1.0',
      command: 'go get golang.org/x/net@v0.1.0',
    },
  },
  'golang/go#57855: the header table of HTTP/2 is decoded in quadratic time': {
    trouble: {
      repository: 'golang/net',
      tracker: 'golang/go',
      manifest: { 'go.mod': 'module golang.org/x/net\n\ngo 1.17\n' },
      tag: bare,
      year: 2023,
      releases: [
        ['v0.5.0', 20],
        ['v0.6.0', 90],
        ['v0.7.0', 101],
        ['v0.8.0', 130],
      ],
      known: {
        ...mended,
        number: 57855,
        title: 'net/http, x/net/http2/hpack: quadratic complexity in decoding (CVE-2022-41723)',
        body: 'A stream of small requests keeps `hpack.(*Decoder).Write` busy for seconds: the buffer is read from its start each time.',
        labels: ['Security'],
      },
      cure: { commit: 'http2/hpack: decode strings once\n\nFixes golang/go#57855\nFixes CVE-2022-41723\n' },
      symbol: 'Decoder.Write',
      elsewhere: 'go/parser',
      alike: 'exponential time on nested braces',
    },
    files: goService('golang.org/x/net', 'v0.5.0'),
    culprit: { ecosystem: 'golang', name: 'golang.org/x/net' },
    shape: 'quadratic-algorithm',
    symbols: ['Decoder.Write', 'Decoder.parseHeaderFieldRepr'],
    right: {
      number: 57855,
      status: 'upgrade',
      purl: 'pkg:golang/golang.org/x/net',
      version: 'v0.7.0',
      command: 'go get golang.org/x/net@v0.7.0',
    },
  },
  'hyperium/hyper#4085: a regression of one release, mended in the next': {
    trouble: {
      repository: 'hyperium/hyper',
      manifest: { 'Cargo.toml': cargoManifest('hyper', 'hyperium/hyper') },
      tag: v,
      releases: [
        ['1.9.0', 40],
        ['1.10.0', 90],
        ['1.10.1', 101],
        ['1.11.0', 150],
      ],
      known: {
        ...mended,
        number: 4085,
        title: 'HTTP/1 client: busy loop once the peer has closed its half',
        body: 'With a request body still open `Dispatcher::poll_loop` flushes for ever, 100% CPU, nothing is read or written. 1.9.0 sleeps there.',
        labels: ['C-bug'],
      },
      cure: { pull: 4086, title: 'fix(http1): sleep while the body is open', body: 'Closes #4085' },
      symbol: 'Dispatcher::poll_loop',
      elsewhere: 'examples',
      alike: 'the echo server spins without a client',
    },
    files: cargoService('hyper', '1.10.0', '1'),
    culprit: { ecosystem: 'cargo', name: 'hyper' },
    shape: 'busy-loop',
    symbols: ['Dispatcher::poll_loop', 'Conn::poll_flush'],
    right: {
      number: 4085,
      status: 'upgrade',
      purl: 'pkg:cargo/hyper',
      version: '1.10.1',
      command: 'cargo update -p hyper --precise 1.10.1',
    },
  },
  'hyperium/h2#831: the cure is one patch away': {
    trouble: {
      repository: 'hyperium/h2',
      manifest: { 'Cargo.toml': cargoManifest('h2', 'hyperium/h2') },
      tag: v,
      releases: [
        ['0.3.26', 30, 'v0.3.x'],
        ['0.4.6', 60],
        ['0.4.7', 90],
        ['0.4.8', 105],
        ['0.3.27', 110, 'v0.3.x'],
      ],
      known: {
        ...mended,
        number: 831,
        title: 'Connection task spins at 100% CPU after a reset',
        body: 'Streams that were reset stay in the queue, and `Prioritize::poll_complete` finds them again each time it is woken.',
      },
      cure: { pull: 834, title: 'fix: forget streams that were reset' },
      symbol: 'Prioritize::poll_complete',
      elsewhere: 'fuzzing',
      alike: 'endless loop on an empty corpus',
    },
    files: cargoService('h2', '0.4.7', '0.4'),
    culprit: { ecosystem: 'cargo', name: 'h2' },
    shape: 'busy-loop',
    symbols: ['Prioritize::poll_complete', 'Connection::poll'],
    right: {
      number: 831,
      status: 'upgrade',
      purl: 'pkg:cargo/h2',
      version: '0.4.8',
      command: 'cargo update -p h2 --precise 0.4.8',
    },
  },
  'tokio-rs/tokio#5923: one package of a repository of many, with tags of its own': {
    trouble: {
      repository: 'tokio-rs/tokio',
      manifest: {
        'tokio/Cargo.toml': cargoManifest('tokio', 'tokio-rs/tokio'),
        'tokio-util/Cargo.toml': cargoManifest('tokio-util', 'tokio-rs/tokio'),
      },
      tag: (version) => (version.startsWith('0.') ? `tokio-util-${version}` : `tokio-${version}`),
      releases: [
        ['1.29.1', 40],
        ['1.31.0', 90],
        ['0.7.9', 101],
        ['1.32.0', 104],
        ['1.33.0', 140],
      ],
      known: {
        ...mended,
        number: 5923,
        title: 'Idle runtime wakes all the time, high CPU with a deferred task',
        body: 'A task that yields in `block_on` is woken at once: `Context::park_yield` never parks, in effect a busy loop.',
        labels: ['A-tokio', 'C-bug'],
      },
      cure: { pull: 5925, title: 'rt: run deferred tasks once' },
      symbol: 'Context::park_yield',
      elsewhere: 'tokio-stream',
      alike: 'an empty merge spins',
    },
    files: cargoService('tokio', '1.31.0', '1.20'),
    culprit: { ecosystem: 'cargo', name: 'tokio' },
    shape: 'busy-loop',
    symbols: ['Context::park_yield', 'CoreGuard::block_on'],
    right: {
      number: 5923,
      status: 'upgrade',
      purl: 'pkg:cargo/tokio',
      version: '1.32.0',
      command: 'cargo update -p tokio --precise 1.32.0',
    },
  },
  'libuv/libuv#4245: a pull request that was closed, and landed as a commit': {
    trouble: {
      repository: 'libuv/libuv',
      manifest: { 'CMakeLists.txt': 'project(libuv LANGUAGES C)\n' },
      tag: v,
      releases: [
        ['1.48.0', 120],
        ['1.49.0', 200],
      ],
      known: {
        ...mended,
        number: 4245,
        title: 'uv__io_poll spins when the watcher is gone, CPU usage at 100%',
        body: 'epoll reports the descriptor for ever and `uv__io_poll` drops the event each time: a busy loop.',
      },
      cure: {
        commit:
          'linux: forget closed descriptors\n\nPR-URL: https://github.com/libuv/libuv/pull/4246\nFixes: https://github.com/libuv/libuv/issues/4245\n',
      },
      symbol: 'uv__io_poll',
      elsewhere: 'aix',
      alike: 'the poll loop spins on a closed pipe',
    },
    files: conanService('libuv', '1.47.0'),
    culprit: { ecosystem: 'conan', name: 'libuv' },
    upstreams: { libuv: 'libuv/libuv' },
    shape: 'busy-loop',
    symbols: ['uv__io_poll', 'uv_run'],
    right: {
      number: 4245,
      status: 'upgrade',
      purl: 'pkg:conan/libuv',
      version: '1.48.0',
      command: 'conan lock remove --requires="libuv/*" && conan lock add --requires="libuv/1.48.0"',
    },
  },
  'libuv/libuv#4089: kernels in which a thread spins are left out': {
    trouble: {
      repository: 'libuv/libuv',
      manifest: { 'CMakeLists.txt': 'project(libuv LANGUAGES C)\n' },
      tag: v,
      year: 2023,
      releases: [
        ['1.45.0', 30],
        ['1.46.0', 80],
        ['1.47.0', 120],
      ],
      known: {
        ...mended,
        number: 4089,
        title: 'Name server at 100% CPU since 1.46.0',
        body: 'Most samples are in `io_sq_thread` of the kernel, which has nothing to do; 1.44.2 is quiet. `uv__iou_init` starts it.',
      },
      cure: {
        pull: 4093,
        title: 'linux: use io_uring on good kernels only',
        body: 'They have a thread that runs a busy loop.\n\nFixes: {{url}}/libuv/libuv/issues/4089',
      },
      symbol: 'uv__iou_init',
      elsewhere: 'windows',
      alike: 'a pipe server spins',
    },
    files: conanService('libuv', '1.46.0'),
    culprit: { ecosystem: 'conan', name: 'libuv' },
    upstreams: { libuv: 'libuv/libuv' },
    shape: 'busy-loop',
    symbols: ['uv__iou_init', 'io_sq_thread'],
    right: {
      number: 4089,
      status: 'upgrade',
      purl: 'pkg:conan/libuv',
      version: '1.47.0',
      command: 'conan lock remove --requires="libuv/*" && conan lock add --requires="libuv/1.47.0"',
    },
  },
  'netty/netty#9579: carried from one branch to the other by a commit': {
    trouble: {
      repository: 'netty/netty',
      manifest: {
        'pom.xml': pom('io.netty', 'netty-parent', 'netty/netty'),
        'handler/pom.xml': pom('io.netty', 'netty-handler', 'netty/netty'),
      },
      tag: (version) => `netty-${version}`,
      releases: [
        ['4.1.40.Final', 40, '4.1'],
        ['4.1.41.Final', 95, '4.1'],
        ['4.1.42.Final', 112, '4.1'],
        ['5.0.0.Alpha3', 140],
      ],
      known: {
        ...mended,
        number: 9579,
        title: 'SslHandler: endless loop in wrap, one event loop at 100% CPU',
        body: 'When the engine is closed `SslHandler.wrap` gets no bytes and tries again without end.',
      },
      cure: { pull: 9583, title: 'Leave the loop of wrap once the engine is closed' },
      carried: [
        {
          branch: '4.1',
          day: 103,
          message: 'Leave the loop of wrap once the engine is closed (#9583)\n\nFixes #9579\n',
        },
      ],
      symbol: 'SslHandler.wrap',
      elsewhere: 'testsuite',
      alike: 'an echo test spins',
    },
    files: mavenService([['io.netty', 'netty-handler', '4.1.41.Final']]),
    culprit: { ecosystem: 'maven', name: 'io.netty/netty-handler' },
    upstreams: { 'io.netty/netty-handler': 'netty/netty' },
    shape: 'busy-loop',
    symbols: ['SslHandler.wrap', 'SslHandler.flush'],
    right: {
      number: 9579,
      status: 'upgrade',
      purl: 'pkg:maven/io.netty/netty-handler',
      version: '4.1.42.Final',
      command:
        'mvn versions:use-dep-version -Dincludes=io.netty:netty-handler -DdepVersion=4.1.42.Final -DforceVersion=true',
    },
  },
  'CVE-2024-30251 (aiohttp): the advisory knows what no issue tells': {
    trouble: {
      repository: 'aio-libs/aiohttp',
      manifest: { 'setup.cfg': '[metadata]\nname = aiohttp\n' },
      tag: v,
      releases: [
        ['3.9.3', 60],
        ['3.9.4', 102],
        ['3.9.5', 120],
      ],
      known: {
        number: 8332,
        kind: 'pull-request',
        title: 'Read multipart bodies to their end',
        body: 'Parts without a boundary at the end are read on.',
        state: 'merged',
      },
      cure: { pull: 8332, title: 'Read multipart bodies to their end' },
      symbol: 'BodyPartReader.read_chunk',
      elsewhere: 'web_log',
      alike: 'the log is slow',
    },
    files: [
      {
        path: 'pyproject.toml',
        text: '[tool.poetry]\nname = "checkout"\n[tool.poetry.dependencies]\naiohttp = "^3.9"\n',
      },
      {
        path: 'poetry.lock',
        text: '[[package]]\nname = "aiohttp"\nversion = "3.9.3"\n[metadata]\nlock-version = "2.0"\ncontent-hash = "00"\n',
      },
    ],
    culprit: { ecosystem: 'pypi', name: 'aiohttp' },
    upstreams: { aiohttp: 'aio-libs/aiohttp' },
    shape: 'busy-loop',
    symbols: ['BodyPartReader.read_chunk'],
    advisories: [
      {
        id: 'GHSA-5m98-qgg9-wh84',
        aliases: ['CVE-2024-30251'],
        summary: 'A malformed request stops the server',
        details: 'A form of several parts with a certain error puts the server into an infinite loop.',
        url: 'https://osv.dev/vulnerability/GHSA-5m98-qgg9-wh84',
        references: ['https://github.com/aio-libs/aiohttp/pull/8332'],
        ranges: [{ introduced: null, fixed: '3.9.4' }],
      },
      {
        id: 'GHSA-0000-0000-0000',
        aliases: [],
        summary: 'A static route shows other files',
        details: 'Where links are followed.',
        url: 'https://osv.dev/vulnerability/GHSA-0000-0000-0000',
        references: [],
        ranges: [{ introduced: null, fixed: '3.9.5' }],
      },
    ],
    right: {
      number: 8332,
      status: 'upgrade',
      purl: 'pkg:pypi/aiohttp',
      version: '3.9.4',
      command: 'poetry update aiohttp',
    },
  },
  'nodejs/undici#4001: mended in a patch of the same line': {
    trouble: {
      repository: 'nodejs/undici',
      manifest: { 'package.json': JSON.stringify({ name: 'undici', repository: 'github:nodejs/undici' }) },
      tag: v,
      releases: [
        ['6.21.0', 30, 'v6.x'],
        ['7.2.0', 60],
        ['7.2.1', 90],
        ['7.2.2', 104],
        ['7.3.0', 130],
      ],
      known: {
        ...mended,
        number: 4001,
        title: 'Pool spins in _resume with high CPU when the socket stalls',
        body: 'Since 7.2.0 `Client._resume` and `Pool.dispatch` call each other in an infinite loop while the socket takes no data.',
        labels: ['bug'],
      },
      cure: { pull: 4004, title: 'fix: wait for the socket to drain' },
      symbol: 'Client._resume',
      elsewhere: 'mock',
      alike: 'an interceptor loops for ever',
    },
    files: [
      {
        path: 'package.json',
        text: JSON.stringify({ name: 'checkout', version: '1.0.0', dependencies: { undici: '^7.2.0' } }),
      },
      {
        path: 'package-lock.json',
        text: JSON.stringify({
          name: 'checkout',
          lockfileVersion: 3,
          packages: {
            '': { name: 'checkout', version: '1.0.0', dependencies: { undici: '^7.2.0' } },
            'node_modules/undici': { version: '7.2.1' },
          },
        }),
      },
    ],
    culprit: { ecosystem: 'npm', name: 'undici' },
    shape: 'busy-loop',
    symbols: ['Client._resume', 'Pool.dispatch'],
    right: {
      number: 4001,
      status: 'upgrade',
      purl: 'pkg:npm/undici',
      version: '7.2.2',
      command: 'npm install undici@7.2.2',
    },
  },
  'grpc/grpc-java#7608: a false alarm, closed without any change': {
    trouble: {
      repository: 'grpc/grpc-java',
      manifest: { 'netty/pom.xml': pom('io.grpc', 'grpc-netty', 'grpc/grpc-java') },
      tag: v,
      releases: [
        ['1.24.0', 30],
        ['1.34.0', 130],
      ],
      known: {
        ...mended,
        number: 7608,
        title: 'epollWait0 is said to take most of the CPU, 95% CPU usage under load',
        body: 'All threads of the load test stand in `Native.epollWait`. Is a busy loop to be expected there?',
        labels: ['question'],
        comments: [{ body: 'Those threads are idle: they wait in the kernel until something comes.' }],
      },
      cure: null,
      symbol: 'Native.epollWait',
      elsewhere: 'xds',
      alike: 'a watcher spins after the stream has ended',
    },
    files: mavenService([['io.grpc', 'grpc-netty', '1.24.0']]),
    culprit: { ecosystem: 'maven', name: 'io.grpc/grpc-netty' },
    upstreams: { 'io.grpc/grpc-netty': 'grpc/grpc-java' },
    shape: 'busy-loop',
    symbols: ['Native.epollWait', 'EpollEventLoop.run'],
    right: { number: 7608, status: 'unknown', purl: 'pkg:maven/io.grpc/grpc-netty', version: null, command: null },
  },
  'cdapio/netty-http#76: the queue of one package spins because of another': {
    trouble: {
      repository: 'cdapio/netty-http',
      manifest: { 'pom.xml': pom('io.cdap.http', 'netty-http', 'cdapio/netty-http') },
      tag: v,
      releases: [
        ['1.2.0', 20],
        ['1.3.0', 70],
        ['1.3.1', 104],
      ],
      known: {
        ...mended,
        number: 76,
        title: '100% CPU on an idle system',
        body: 'An executor thread spins without end: `NonStickyOrderedEventExecutor.run` asks the queue of netty, `BaseMpscLinkedArrayQueue.peek`, again and again.',
      },
      cure: { pull: 77, title: 'Stop when the queue is empty' },
      symbol: 'NonStickyOrderedEventExecutor.run',
      elsewhere: 'authentication',
      alike: 'busy loop while the server is away',
    },
    files: mavenService([
      ['io.netty', 'netty-common', '4.1.39.Final'],
      ['io.cdap.http', 'netty-http', '1.3.0'],
    ]),
    culprit: { ecosystem: 'maven', name: 'io.netty/netty-common' },
    asking: 'io.cdap.http/netty-http',
    upstreams: { 'io.cdap.http/netty-http': 'cdapio/netty-http' },
    shape: 'busy-loop',
    symbols: ['BaseMpscLinkedArrayQueue.peek'],
    right: {
      number: 76,
      status: 'upgrade',
      purl: 'pkg:maven/io.cdap.http/netty-http',
      version: '1.3.1',
      command: 'mvn versions:use-dep-version -Dincludes=io.cdap.http:netty-http -DdepVersion=1.3.1 -DforceVersion=true',
    },
  },
}
