import { describe, expect, it } from 'vitest'
import { jvm } from '../../../src/ownership/grammars/jvm.ts'
import { itLeaves, itReads, itSurvives, type ReadRow, type StatedFrame } from './grammar-table.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function maven(name: string, version: string, libraryNames: readonly string[], more: Partial<SamplePackage> = {}) {
  return { purl: `pkg:maven/${name}@${version}`, ecosystem: 'maven', name, libraryNames, ...more } as const
}

const checkout = indexOf([
  maven('com.acme/checkout', '2.0', ['com.acme.checkout', 'com.acme'], { own: true }),
  maven('com.acme.wire/wire', '1.1', ['com.acme.wire']),
  maven('org.yaml/snakeyaml', '1.33', ['org.yaml.snakeyaml']),
  maven('io.netty/netty-common', '4.1.100', ['io.netty.util']),
  maven('io.netty/netty-buffer', '4.1.100', ['io.netty.buffer']),
  maven('org.jctools/jctools-core', '4.0.1', ['org.jctools']),
  maven('org.springframework/spring-jdbc', '6.1.0', ['org.springframework.jdbc', 'org.springframework']),
  maven('org.springframework/spring-orm', '6.1.0', ['org.springframework']),
  maven('org.springframework/spring-core', '6.1.0', ['org.springframework.core', 'org.springframework.util']),
  maven('org.jetbrains.kotlin/kotlin-stdlib', '1.9.20', ['kotlin']),
  maven('org.scala-lang/scala-library', '2.13.12', ['scala']),
  maven('org.scala-lang.modules/scala-xml_2.13', '2.2.0', ['scala.xml']),
  maven('com.squareup.okio/okio-jvm', '3.6.0', ['okio']),
  maven('org.xerial.snappy/snappy-java', '1.1.10', ['org.xerial.snappy']),
])
const empty = indexOf([])

const own = 'pkg:maven/com.acme/checkout@2.0'
const yaml = 'pkg:maven/org.yaml/snakeyaml@1.33'

describe('whose a frame of the JVM is', () => {
  // As OpenJDK 17.0.15 names the frames of a class that javac 17.0.15 has compiled: StackWalker with hidden and reflective frames.
  const ofJavac: ReadRow[] = [
    ['com.acme.checkout.Cart.total', 'own', own, 'total'],
    ['com.acme.checkout.Cart.lambda$total$2', 'own', own, 'total'],
    ['com.acme.checkout.Cart$$Lambda$1/0x00007f76e0000a10.apply', 'own', own, 'apply'],
    ['com.acme.checkout.Cart$Kind$1.f', 'own', own, 'f'],
    ['com.acme.checkout.Cart$Inner.<init>', 'own', own, '<init>'],
    ['com.acme.checkout.Cart$Holder.<clinit>', 'own', own, '<clinit>'],
    ['com.acme.checkout.Cart$1.run', 'own', own, 'run'],
    ['com.acme.checkout.$Proxy0.price', 'own', own, 'price'],
    ['jdk.proxy1.$Proxy1.run', 'standard-library', 'jdk', 'run'],
    ['jdk.internal.reflect.GeneratedMethodAccessor1.invoke', 'standard-library', 'jdk', 'invoke'],
    ['java.lang.invoke.LambdaForm$MH/0x00007f76e0006400.invoke_MT', 'standard-library', 'jdk', 'invoke_MT'],
    ['java.lang.invoke.DirectMethodHandle$Holder.invokeStatic', 'standard-library', 'jdk', 'invokeStatic'],
    ['java.util.stream.ReferencePipeline$3$1.accept', 'standard-library', 'jdk', 'accept'],
  ]
  // Stack traces of classes compiled by kotlinc 1.3.31 and scalac 2.11.12.
  const ofKotlinAndScala: ReadRow[] = [
    ['com.acme.checkout.KKt.shout', 'own', own, 'shout'],
    ['com.acme.checkout.KKt$main$2.invokeSuspend', 'own', own, 'invokeSuspend'],
    ['com.acme.checkout.Basket$Companion.of', 'own', own, 'of'],
    ['kotlin.sequences.SequencesKt___SequencesKt.first', 'standard-library', 'kotlin std', 'first'],
    ['kotlin.coroutines.jvm.internal.BaseContinuationImpl.resumeWith', 'standard-library', 'kotlin std', 'resumeWith'],
    ['com.acme.checkout.S$$anonfun$main$1.apply$mcII$sp', 'own', own, 'apply'],
    ['com.acme.checkout.S$.z$lzycompute$1', 'own', own, 'z'],
    ['com.acme.checkout.S$.local$1', 'own', own, 'local'],
    ['com.acme.checkout.Priced$class.price', 'own', own, 'price'],
    ['com.acme.checkout.$plus.$plus$plus', 'own', own, '$plus$plus'],
    ['scala.collection.immutable.Range.foreach$mVc$sp', 'standard-library', 'scala std', 'foreach'],
    ['scala.xml.Elem.child', 'dependency', 'pkg:maven/org.scala-lang.modules/scala-xml_2.13@2.2.0', 'child'],
    // scalac 2.12 and later compile closures as javac does.
    ['com.acme.checkout.S$.$anonfun$main$1', 'own', own, 'main'],
  ]
  // By the sources of async-profiler 3, perf-map-agent, jcmd's Compiler.perfmap of JDK 17, JFR, cglib and Spring.
  const ofTools: ReadRow[] = [
    ['org.yaml.snakeyaml.Yaml.load', 'dependency', yaml, 'load'],
    ['org/yaml/snakeyaml/Yaml.load', 'dependency', yaml, 'load'],
    ['org/yaml/snakeyaml/Yaml::load', 'dependency', yaml, 'load'],
    ['org.yaml.snakeyaml.Yaml:load', 'dependency', yaml, 'load'],
    ['Lorg/yaml/snakeyaml/Yaml;::load', 'dependency', yaml, 'load'],
    ['Lorg/yaml/snakeyaml/Yaml:::load', 'dependency', yaml, 'load'],
    ['org.yaml.snakeyaml.Yaml.load(java.io.InputStream)', 'dependency', yaml, 'load'],
    ['org.yaml.snakeyaml.Yaml.load(InputStream) line: 339', 'dependency', yaml, 'load'],
    [
      { name: 'java.lang.Object org.yaml.snakeyaml.Yaml.load(java.lang.String)', object: '/tmp/perf-123.map' },
      'dependency',
      yaml,
      'load',
    ],
    ['java.util.HashMap$Node[] java.util.HashMap.resize', 'standard-library', 'jdk', 'resize'],
    ['void com.acme.checkout.Cart.total', 'own', own, 'total'],
    ['com.acme.checkout.Main$$Lambda$6+0x00007f90a8007578.363771819.handle', 'own', own, 'handle'],
    ['com.acme.checkout.Cart$$EnhancerBySpringCGLIB$$1a2b3c4d.total', 'own', own, 'total'],
    ['com.acme.checkout.Cart$$SpringCGLIB$$0.total', 'own', own, 'total'],
    ['com.acme.wire.Codec.decode', 'dependency', 'pkg:maven/com.acme.wire/wire@1.1', 'decode'],
    ['io/netty/buffer/PoolArena.allocate', 'dependency', 'pkg:maven/io.netty/netty-buffer@4.1.100', 'allocate'],
    [
      'org.springframework.jdbc.core.JdbcTemplate.query',
      'dependency',
      'pkg:maven/org.springframework/spring-jdbc@6.1.0',
      'query',
    ],
    [
      'org.springframework.orm.jpa.SharedEntityManager.find',
      'dependency',
      'pkg:maven/org.springframework/spring-orm@6.1.0',
      'find',
    ],
    ['okio.Buffer.read', 'dependency', 'pkg:maven/com.squareup.okio/okio-jvm@3.6.0', 'read'],
    ['Main.main', 'own', 'own code', 'main'],
    ['javax.servlet.http.HttpServlet.service', 'unknown', 'javax.servlet.http', 'service'],
    ['com.newrelic.agent.Agent.run', 'unknown', 'com.newrelic.agent', 'run'],
    [
      'Java_org_xerial_snappy_SnappyNative_rawCompress',
      'dependency',
      'pkg:maven/org.xerial.snappy/snappy-java@1.1.10',
      'Java_org_xerial_snappy_SnappyNative_rawCompress',
    ],
    [
      'Java_java_net_SocketInputStream_socketRead0',
      'standard-library',
      'jdk',
      'Java_java_net_SocketInputStream_socketRead0',
    ],
    [
      { name: 'NET_Read', object: '/usr/lib/jvm/java-17-openjdk-amd64/lib/libnet.so' },
      'standard-library',
      'jdk',
      'NET_Read',
    ],
    [
      { name: 'JavaCalls::call_helper', object: '/usr/lib/jvm/jdk/lib/server/libjvm.so' },
      'runtime',
      'jvm',
      'call_helper',
    ],
    [{ name: 'G1ParScanThreadState::trim_queue', object: '/opt/libjvm.so' }, 'runtime', 'jvm gc', 'trim_queue'],
    ['PhaseIdealLoop::build_loop_late', 'runtime', 'jvm compiler', 'build_loop_late'],
    ['InterpreterRuntime::ldc', 'runtime', 'jvm', 'ldc'],
    ['HandleMark::~HandleMark', 'runtime', 'jvm', '~HandleMark'],
    ['jlong_disjoint_arraycopy', 'runtime', 'jvm', 'jlong_disjoint_arraycopy'],
    [{ name: 'Interpreter', object: 'perf-8035.map' }, 'runtime', 'jvm', 'Interpreter'],
    [{ name: 'StubRoutines (2)', object: 'perf-8035.map' }, 'runtime', 'jvm', 'StubRoutines (2)'],
  ]
  itReads(jvm, checkout, [...ofJavac, ...ofKotlinAndScala, ...ofTools])

  const invalid: [what: string, frame: StatedFrame][] = [
    [
      'a Go function of a package that is called as one of Java',
      { name: 'io.Copy', file: '/usr/local/go/src/io/io.go' },
    ],
    ['a Go type of net/http', 'net/http.HandlerFunc.ServeHTTP'],
    ['a Go module', 'github.com/acme/shop.Do'],
    ['a script', { name: 'Module._load', file: 'node:internal/modules/cjs/loader' }],
    ['a Python file', { name: 'Cart.total', file: '/srv/cart.py' }],
    ['a C++ namespace', 'std::vector::push_back'],
    ['a Rust path', 'tokio::runtime::task::raw::poll'],
    ['a library without a symbol', { name: '[unknown]', object: '/usr/lib/libz.so.1' }],
    ['a function of libc', { name: 'memcpy', object: '/usr/lib/x86_64-linux-gnu/libc.so.6' }],
    ['a bare name', 'total'],
    ['a file without a method', 'com/acme/Cart'],
    ['two separators in a row', 'com..acme.Cart.total'],
    ['a name of PHP', 'Acme\\Checkout\\Cart::total'],
    ['a name of .NET', 'Acme.Checkout!Acme.Checkout.Cart.Total()'],
    ['an empty name', ''],
  ]
  itLeaves(jvm, checkout, invalid)
  itLeaves(jvm, empty, [
    ['a class without a package, where nothing says that the service is of the JVM', 'Main.main'],
    ['a stub, where nothing says that the service is of the JVM', 'Interpreter'],
  ])
})

describe('what a lockfile of the JVM has to say', () => {
  it('gives a shaded copy to the jar that carries it, and mentions whose code it is', () => {
    const name = 'io.netty.util.internal.shaded.org.jctools.queues.MpscArrayQueue.poll'
    const reading = jvm.read(frameOf({ name }), checkout)
    expect(reading?.owner.name).toBe('pkg:maven/io.netty/netty-common@4.1.100')
    expect(reading?.reason).toContain('a copy of org.jctools.queues')
    expect(reading?.mentions.map(({ package: at, depth }) => [checkout.graph.packages[at]?.name, depth])).toEqual([
      ['org.jctools/jctools-core', 1],
    ])
  })

  it('names the artifacts between which a package does not tell', () => {
    const reading = jvm.read(frameOf({ name: 'org.springframework.aop.Advice.apply' }), checkout)
    expect(reading?.reason).toContain('spring-jdbc@6.1.0, pkg:maven/org.springframework/spring-orm@6.1.0')
  })

  it('knows the JDK and the standard libraries of Kotlin and Scala without a lockfile', () => {
    const owners = ['java/util/HashMap.get', 'kotlin.text.Regex.find', 'scala.Option.map'].map(
      (name) => jvm.read(frameOf({ name }), empty)?.owner.name,
    )
    expect(owners).toEqual(['jdk', 'kotlin std', 'scala std'])
  })

  it('says what would tell whose a package is', () => {
    const reading = jvm.read(frameOf({ name: 'com.acme.checkout.Cart.total' }), empty)
    expect(reading?.owner).toEqual({ kind: 'unknown', package: null, name: 'com.acme.checkout' })
    expect(reading?.reason).toContain('lockfile')
  })

  it('does not take all of a shared host for own code', () => {
    const hosted = indexOf([
      maven('io.github.acme/shop', '1.0', ['io.github.acme.shop', 'io.github.acme'], { own: true }),
    ])
    const owners = ['io.github.acme.mail.Sender.send', 'io.github.elsewhere.Thing.run'].map(
      (name) => jvm.read(frameOf({ name }), hosted)?.owner.kind,
    )
    expect(owners).toEqual(['own', 'unknown'])
  })

  it('takes what no artifact claims for own code where the build does not say what own code is called', () => {
    const nameless = indexOf([maven('org.yaml/snakeyaml', '1.33', ['org.yaml.snakeyaml'])])
    expect(jvm.read(frameOf({ name: 'shop.cart.Cart.total' }), nameless)?.owner.name).toBe('own code')
  })
})

describe('hostile frames of the JVM', () => {
  itSurvives(jvm, checkout, [
    'com.',
    'com/',
    'L',
    ';::',
    '$$Lambda$1/0x',
    '+0x00007f90',
    '.<init>',
    '(',
    ')V',
    '$',
    'Java_',
    '_a',
    'shaded.',
    'org.',
    'lambda$',
    '::',
    'a ',
    'jdk/',
    'libjvm.so',
  ])
})
