import { mavenService, mended, pom, v } from './services.ts'
import type { Fact } from './types.ts'

/** Troubles in Java. */
export const jvm: Readonly<Record<string, Fact>> = {
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
