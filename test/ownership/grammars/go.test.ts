import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { go } from '../../../src/ownership/grammars/go.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { frameOf, indexOf } from './sample-graph.ts'

const shop = indexOf([
  { purl: 'pkg:golang/github.com/acme/shop', ecosystem: 'golang', name: 'github.com/acme/shop', own: true },
  { purl: 'pkg:golang/github.com/acme/wire/v2@v2.1.0', ecosystem: 'golang', name: 'github.com/acme/wire/v2' },
  { purl: 'pkg:golang/example.com/dotted.name@v1.0.0', ecosystem: 'golang', name: 'example.com/dotted.name' },
  { purl: 'pkg:golang/github.com/gorilla/mux@v1.8.0', ecosystem: 'golang', name: 'github.com/gorilla/mux' },
  { purl: 'pkg:golang/github.com/cespare/xxhash/v2@v2.1.1', ecosystem: 'golang', name: 'github.com/cespare/xxhash/v2' },
  { purl: 'pkg:golang/gopkg.in/yaml.v3@v3.0.1', ecosystem: 'golang', name: 'gopkg.in/yaml.v3' },
  { purl: 'pkg:golang/golang.org/x/net@v0.7.0', ecosystem: 'golang', name: 'golang.org/x/net' },
  { purl: 'pkg:golang/github.com/nats-io/nats.go@v1.31.0', ecosystem: 'golang', name: 'github.com/nats-io/nats.go' },
  { purl: 'pkg:golang/github.com/BurntSushi/toml@v1.3.2', ecosystem: 'golang', name: 'github.com/BurntSushi/toml' },
  {
    purl: 'pkg:golang/github.com/acme/forked-cache@v1.0.1',
    ecosystem: 'golang',
    name: 'github.com/acme/forked-cache',
    libraryNames: ['github.com/patrickmn/go-cache'],
  },
])
const dotless = indexOf([{ purl: 'pkg:golang/quote-mesh', ecosystem: 'golang', name: 'quote-mesh', own: true }])
const npmOnly = indexOf([{ purl: 'pkg:npm/express@4.21.0', ecosystem: 'npm', name: 'express' }])
const empty = indexOf([])

const mod = '/root/go/pkg/mod'

const own = 'pkg:golang/github.com/acme/shop'
const wire = 'pkg:golang/github.com/acme/wire/v2@v2.1.0'
const box = 'github.com/acme/wire/v2.(*Box[go.shape.map[main.key]*github.com/acme/shop/cart.Item_0]).Each'

describe('whose a Go frame is', () => {
  // As `go tool nm` of Go 1.19.8 prints the symbols of a program over two modules, with a net/http server and TLS in it.
  const ofGoTool: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    ['example.com/dotted%2ename.(*P).Run', 'pkg:golang/example.com/dotted.name@v1.0.0', 'Run'],
    ['example.com/dotted.name/sub%2epkg.Do', 'pkg:golang/example.com/dotted.name@v1.0.0', 'Do'],
    ['github.com/acme/shop/cart.(*Cart).Add.func1', own, 'Add'],
    [box, wire, 'Each'],
    ['github.com/acme/wire/v2.(*Box[struct { A int; B []github.com/acme/wire/v2.Frame }]).Add', wire, 'Add'],
    ['github.com/acme/wire/v2.Map[go.shape.struct { Price int; Name string }_0,go.shape.int_1]', wire, 'Map'],
    ['github.com/acme/wire/v2.byN.Less', wire, 'Less'],
    ['github.com/acme/wire/v2.Sort.func1', wire, 'Sort'],
    ['github.com/acme/wire/v2/enc.Plain.Encode', wire, 'Encode'],
    ['gopkg.in/yaml%2ev3.(*parser).peek', 'pkg:golang/gopkg.in/yaml.v3@v3.0.1', 'peek'],
    ['gopkg.in/yaml%2ev3.init.0', 'pkg:golang/gopkg.in/yaml.v3@v3.0.1', 'init'],
    ['main.run.func1.1', own, 'run'],
    ['main.server.value-fm', own, 'value'],
    ['main.(*server).handle-fm', own, 'handle'],
    ['main.init.0', own, 'init'],
    ['type..hash.main.key', own, 'key'],
    ['type..eq.github.com/acme/shop/cart.Item', own, 'Item'],
    ['type..eq.[2]github.com/acme/wire/v2.Frame', wire, 'Frame'],
    ['type..eq.[39]vendor/golang.org/x/sys/cpu.option', 'go std', 'option'],
    ['type..eq.struct { io.Reader; io.Closer }', 'go std', 'type..eq.struct { io.Reader; io.Closer }'],
    ['go.struct { io.Reader; io.Closer }.Read', 'go std', 'go.struct { io.Reader; io.Closer }.Read'],
    ['crypto/elliptic.(*nistCurve[*crypto/internal/nistec.P224Point]).Double', 'go std', 'Double'],
    ['crypto/internal/nistec.p256Mul.abi0', 'go std', 'p256Mul'],
    ['p256MulInternal', 'go std', 'p256MulInternal'],
    ['_expand_key_192a', 'go std', '_expand_key_192a'],
    ['polyHashADInternal', 'go std', 'polyHashADInternal'],
    ['debugCall1024', 'go runtime', 'debugCall1024'],
    ['runtime.debugCallWrap1.func1', 'go runtime', 'debugCallWrap1'],
  ]
  // Of other versions of Go, by the sources of its compiler and linker; modules and files as in recorded profiles of runtime/pprof.
  const bySources: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    ['github.com/gorilla/mux.(*Router).ServeHTTP', 'pkg:golang/github.com/gorilla/mux@v1.8.0', 'ServeHTTP'],
    ['github.com/gorilla/mux/internal/regexp.compile', 'pkg:golang/github.com/gorilla/mux@v1.8.0', 'compile'],
    ['github.com/cespare/xxhash/v2.Sum64', 'pkg:golang/github.com/cespare/xxhash/v2@v2.1.1', 'Sum64'],
    ['gopkg.in/yaml.v3.(*parser).peek', 'pkg:golang/gopkg.in/yaml.v3@v3.0.1', 'peek'],
    ['github.com/nats-io/nats%2ego.(*Conn).readLoop', 'pkg:golang/github.com/nats-io/nats.go@v1.31.0', 'readLoop'],
    ['github.com/nats-io/nats.go.(*Conn).readLoop', 'pkg:golang/github.com/nats-io/nats.go@v1.31.0', 'readLoop'],
    ['github.com/patrickmn/go-cache.(*cache).Get', 'pkg:golang/github.com/acme/forked-cache@v1.0.1', 'Get'],
    ['golang.org/x/net/html.(*Tokenizer).readTag', 'pkg:golang/golang.org/x/net@v0.7.0', 'readTag'],
    ['vendor/golang.org/x/net/http2/hpack.(*Decoder).Write', 'go std', 'Write'],
    ['net/http.(*http2serverConn).processHeaders', 'go std', 'processHeaders'],
    ['net/http.(*conn).serve.func1', 'go std', 'serve'],
    ['net/http.HandlerFunc.ServeHTTP', 'go std', 'ServeHTTP'],
    ['sync.(*Mutex).lockSlow', 'go std', 'lockSlow'],
    ['runtime/pprof.StopCPUProfile', 'go std', 'StopCPUProfile'],
    ['runtime.gcBgMarkWorker.func2', 'go runtime', 'gcBgMarkWorker'],
    ['runtime.mallocgc', 'go runtime', 'mallocgc'],
    ['runtime.asyncPreempt', 'go runtime', 'asyncPreempt'],
    ['runtime.futex.abi0', 'go runtime', 'futex'],
    ['runtime.(*mcache).refill', 'go runtime', 'refill'],
    ['runtime/internal/syscall.Syscall6', 'go runtime', 'Syscall6'],
    ['internal/runtime/maps.(*Map).PutSlot', 'go runtime', 'PutSlot'],
    ['memeqbody', 'go runtime', 'memeqbody'],
    ['_cgo_3c1e2d_Cfunc_step', 'go runtime', '_cgo_3c1e2d_Cfunc_step'],
    ['C.sqlite3_step', 'cgo', 'sqlite3_step'],
    ['main.main', 'pkg:golang/github.com/acme/shop', 'main'],
    ['main.timed.func1', 'pkg:golang/github.com/acme/shop', 'timed'],
    ['main.(*server).handle-fm', 'pkg:golang/github.com/acme/shop', 'handle'],
    ['main.run.gowrap1', 'pkg:golang/github.com/acme/shop', 'run'],
    ['main.all.func2.deferwrap1', 'pkg:golang/github.com/acme/shop', 'all'],
    ['main.each-range1', 'pkg:golang/github.com/acme/shop', 'each'],
    ['github.com/acme/shop/cart.(*Cart).Add', 'pkg:golang/github.com/acme/shop', 'Add'],
    ['github.com/acme/shop/cart_test.TestAdd', 'pkg:golang/github.com/acme/shop', 'TestAdd'],
    ['github.com/acme/shop/set.(*Set[go.shape.string]).Add', 'pkg:golang/github.com/acme/shop', 'Add'],
    ['slices.SortFunc[go.shape.[]github.com/acme/shop/cart.Item,go.shape.int].func1', 'go std', 'SortFunc'],
    ['type:.eq.struct { io.Reader; io.Closer }', 'go std', 'type:.eq.struct { io.Reader; io.Closer }'],
    ['go:struct { io.Reader; io.Closer }.Read', 'go std', 'go:struct { io.Reader; io.Closer }.Read'],
    ['type:.eq.github.com/gorilla/mux.Route', 'pkg:golang/github.com/gorilla/mux@v1.8.0', 'Route'],
    ['github.com/elsewhere/thing/sub.Do', 'github.com/elsewhere/thing/sub', 'Do'],
    [
      { name: 'github.com/gorilla/mux.(*Router).Match', file: `${mod}/github.com/gorilla/mux@v1.8.1/mux.go` },
      'pkg:golang/github.com/gorilla/mux@v1.8.1',
      'Match',
    ],
    [
      { name: 'github.com/BurntSushi/toml.Decode', file: `${mod}/github.com/!burnt!sushi/toml@v1.3.2/decode.go` },
      'pkg:golang/github.com/BurntSushi/toml@v1.3.2',
      'Decode',
    ],
    [
      { name: 'github.com/elsewhere/thing/sub.Do', file: 'github.com/elsewhere/thing@v0.3.0/sub/do.go' },
      'pkg:golang/github.com/elsewhere/thing@v0.3.0',
      'Do',
    ],
    [{ name: 'sort.Sort', file: '/usr/local/go/src/sort/sort.go' }, 'go std', 'Sort'],
  ]
  for (const [stated, owner, fn] of [...ofGoTool, ...bySources]) {
    const frame = frameOf(typeof stated === 'string' ? { name: stated } : { name: '', ...stated })
    it(`gives ${frame.name}${frame.file === null ? '' : ` in ${frame.file}`} to ${owner}`, () => {
      const reading = go.read(frame, shop)
      expect([reading?.owner.name, reading?.function]).toEqual([owner, fn])
      expect(reading?.reason).not.toBe('')
    })
  }

  const invalid: [why: string, frame: string | Partial<Frame>][] = [
    ['a path of the JVM', 'java/util/regex/Pattern$Loop.match'],
    ['a Rust path', 'core::ptr::drop_in_place'],
    ['a function that GCC split', 'unlink_chunk.isra.0'],
    ['main, split by GCC', 'main.cold'],
    ['a script with its place', 'handle /srv/shop/index.js:12'],
    ['a frame in a Python file', { name: 'time.sleep', file: '/srv/shop/jobs.py' }],
    ['no symbol', '[unknown]'],
    ['a name without a package', 'memcpy'],
    ['an empty name', ''],
  ]
  for (const [why, stated] of invalid) {
    it(`leaves ${why} to other languages`, () => {
      expect(go.read(frameOf(typeof stated === 'string' ? { name: stated } : { name: '', ...stated }), shop)).toBeNull()
    })
  }
})

describe('what the graph has to say of Go', () => {
  it('takes a module without a dot for the main module, not for the standard library', () => {
    expect(go.read(frameOf({ name: 'quote-mesh/carriers.(*Client).Best' }), dotless)?.owner.name).toBe(
      'pkg:golang/quote-mesh',
    )
  })

  it('does not take a service of scripts for Go because of a word that is also a package', () => {
    expect(go.read(frameOf({ name: 'path.resolve' }), npmOnly)).toBeNull()
    expect(go.read(frameOf({ name: 'main.run' }), npmOnly)).toBeNull()
  })

  it('knows runtime and standard library without any go.mod', () => {
    expect(go.read(frameOf({ name: 'runtime.mallocgc' }), empty)?.owner.kind).toBe('runtime')
    expect(go.read(frameOf({ name: 'net/http.(*conn).serve' }), empty)?.owner.kind).toBe('standard-library')
    const file = '/usr/local/go/src/internal/bytealg/indexbyte_arm64.s'
    expect(go.read(frameOf({ name: 'indexbytebody', file }), empty)?.owner.kind).toBe('runtime')
  })

  it('calls a module unknown that no go.mod names, and says what would tell', () => {
    const reading = go.read(frameOf({ name: 'github.com/gorilla/mux.(*Router).ServeHTTP' }), empty)
    expect(reading?.owner).toEqual({ kind: 'unknown', package: null, name: 'github.com/gorilla/mux' })
    expect(reading?.reason).toContain('go.mod')
  })

  it('tells by the folder which of two main modules a main package is of', () => {
    const two = indexOf([
      {
        purl: 'pkg:golang/acme.dev/a',
        ecosystem: 'golang',
        name: 'acme.dev/a',
        own: true,
        lockfile: 'services/a/go.mod',
      },
      {
        purl: 'pkg:golang/acme.dev/b',
        ecosystem: 'golang',
        name: 'acme.dev/b',
        own: true,
        lockfile: 'services/b/go.mod',
      },
    ])
    const inB = go.read(frameOf({ name: 'main.run', file: '/src/services/b/main.go' }), two)
    expect(inB?.owner.name).toBe('pkg:golang/acme.dev/b')
    expect(go.read(frameOf({ name: 'main.run' }), two)?.owner).toEqual({ kind: 'own', package: null, name: 'own code' })
  })

  it('takes a copy of the go.mod for the same main module', () => {
    const copied = indexOf([
      { purl: 'pkg:golang/acme.dev/a', ecosystem: 'golang', name: 'acme.dev/a', own: true, lockfile: 'go.mod' },
      { purl: 'pkg:golang/acme.dev/a', ecosystem: 'golang', name: 'acme.dev/a', own: true, lockfile: 'src/a/go.mod' },
    ])
    expect(go.read(frameOf({ name: 'main.run' }), copied)?.owner.name).toBe('pkg:golang/acme.dev/a')
  })

  it('mentions the packages of type arguments, with their depth', () => {
    const name =
      'slices.SortFunc[go.shape.[]github.com/gorilla/mux.Route,go.shape.map[main.Key]gopkg.in/yaml%2ev3.Node]'
    const names = go.read(frameOf({ name }), shop)?.mentions.map((mention) => ({
      name: shop.graph.packages[mention.package]?.name,
      depth: mention.depth,
    }))
    expect(names).toEqual([
      { name: 'github.com/gorilla/mux', depth: 1 },
      { name: 'github.com/acme/shop', depth: 2 },
      { name: 'gopkg.in/yaml.v3', depth: 1 },
    ])
  })
})

describe('hostile Go frames', () => {
  const million = 1_000_000
  for (const part of ['[', '(', 'a/', 'a.', '%2e', 'github.com/', '-range1', '.func1', '[]', '@v', '/@v1/']) {
    it(`reads a megabyte of ${part}`, () => {
      const text = part.repeat(million / part.length)
      for (const name of [text, `a/b.${text}`, `main.f[${text}`]) {
        for (const file of [null, `${text}.go`]) expect(() => go.read(frameOf({ name, file }), shop)).not.toThrow()
      }
    })
  }

  it('takes no escaped slash or space for a module', () => {
    for (const [name, file] of [
      ['a.b/c%2f%2f.F', 'a.b/c//@v1/x.go'],
      ['a.b/%20.F', 'a.b/ @v1/x.go'],
    ] as const) {
      expect(go.read(frameOf({ name, file }), shop)?.owner.kind).toBe('unknown')
    }
  })

  it('answers any name and file with a reading or null', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'github.com/',
        'gopkg.in/yaml',
        '%2e',
        '.(*',
        ').',
        '[',
        ']',
        '@v1',
        '!',
        '/',
        '.func1',
        'main.',
        '.go',
      ),
    )
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, fc.option(text), (name, file) => {
        const reading = go.read(frameOf({ name, file }), shop)
        return reading === null || (reading.reason !== '' && reading.owner.name !== '')
      }),
      { numRuns: 2000 },
    )
  })
})
