import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { javascript } from '../../../src/ownership/grammars/javascript.ts'
import type { Frame } from '../../../src/profile/index.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function npm(
  name: string,
  version: string,
  installPaths: readonly string[] = [],
  more: Partial<SamplePackage> = {},
): SamplePackage {
  return { purl: `pkg:npm/${name.replace('@', '%40')}@${version}`, ecosystem: 'npm', name, installPaths, ...more }
}

const checkout = indexOf([
  npm('checkout', '2.0.0', [], { own: true }),
  npm('@acme/cart', '1.0.0', ['packages/cart', 'node_modules/@acme/cart'], { own: true }),
  npm('wire', '3.0.0', ['node_modules/wire']),
  npm('@acme/money', '2.1.0', ['node_modules/@acme/money']),
  npm('debug', '4.3.4'),
  npm('ajv-formats', '2.1.1'),
  npm('express', '4.21.0', ['node_modules/express']),
  npm('@babel/core', '7.26.0', ['node_modules/@babel/core']),
  npm('bcrypt', '5.1.1', ['node_modules/bcrypt']),
  npm('semver', '7.5.1', ['node_modules/npm-package-arg/node_modules/semver']),
  npm('semver', '5.7.2', ['node_modules/semver']),
  npm('semver', '6.3.1', ['packages/cart/node_modules/semver']),
  npm('lodash', '3.10.1', ['node_modules/lodash-old'], { libraryNames: ['lodash', 'lodash-old'] }),
  npm('lodash', '4.17.21', ['node_modules/lodash']),
])

const app = '/srv/checkout'
const own = 'pkg:npm/checkout@2.0.0'
const express = 'pkg:npm/express@4.21.0'
const wire = 'pkg:npm/wire@3.0.0'
const inWire = `file://${app}/node_modules/wire/index.js`
const money = 'pkg:npm/%40acme/money@2.1.0'
const formats = 'pkg:npm/ajv-formats@2.1.1'

describe('whose a JavaScript frame is', () => {
  // As `node --cpu-prof` of Node 20.20.2 and 24.21.0 writes them for a program over two packages; installed trees by pnpm 12.21 and by Yarn 4 with
  // Plug'n'Play, the cache in the project.
  const ofNode: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    [{ name: 'get size', file: inWire }, wire, 'size'],
    [{ name: '#priv', file: inWire }, wire, '#priv'],
    [{ name: 'exports.with space', file: inWire }, wire, 'with space'],
    [{ name: '', file: inWire }, wire, '(anonymous)'],
    [{ name: 'add', file: `file://${app}/node_modules/@acme/money/lib/index.js` }, money, 'add'],
    [{ name: 'main', file: `file://${app}/src/main.mjs` }, own, 'main'],
    [{ name: 'named', file: 'file:///srv/shop/plugins/a.js' }, own, 'named'],
    [{ name: 'inVm', file: 'evalmachine.<anonymous>' }, 'evaluated text', 'inVm'],
    [
      { name: 'fromData', file: 'data:text/javascript,export%20function%20fromData(n)%7Breturn%20n%7D' },
      'a module in a data: URL',
      'fromData',
    ],
    [{ name: 'wasm-function[0]', file: 'wasm://wasm/616af282' }, 'a WebAssembly module', 'wasm-function[0]'],
    ['GenericJSToWasmWrapper', 'v8', 'GenericJSToWasmWrapper'],
    [{ name: 'processChunkSync', file: 'node:zlib' }, 'node std', 'processChunkSync'],
    ['internalModuleStat', 'node', 'internalModuleStat'],
    ['structuredClone', 'node', 'structuredClone'],
    ['evaluate', 'node', 'evaluate'],
    ['RegExp: ^(a+)+$', 'v8 regexp', 'RegExp: ^(a+)+$'],
    [
      {
        name: 'addFormats',
        file: `file://${app}/node_modules/.pnpm/ajv-formats@2.1.1_ajv@8.12.0/node_modules/ajv-formats/dist/index.js`,
      },
      formats,
      'addFormats',
    ],
    [
      {
        name: 'addFormats',
        file: `file://${app}/.yarn/__virtual__/ajv-formats-virtual-13e53ba70a/0/cache/ajv-formats-npm-2.1.1-3cec02eae9-e43ba22e91.zip/node_modules/ajv-formats/dist/index.js`,
      },
      formats,
      'addFormats',
    ],
    [
      {
        name: 'enabled',
        file: `file://${app}/.yarn/cache/debug-npm-4.3.4-4513954577-cedbec4529.zip/node_modules/debug/src/common.js`,
      },
      'pkg:npm/debug@4.3.4',
      'enabled',
    ],
    [{ name: 'resolveRequest', file: `file://${app}/.pnp.cjs` }, 'the loader of Yarn', 'resolveRequest'],
  ]
  // As `--perf-basic-prof` of Node 20.20.2 writes them for the same program.
  const ofPerfMap: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    [`JS:*spin ${app}/node_modules/wire/index.js:3:14`, wire, 'spin'],
    [`JS:^get size ${app}/node_modules/wire/index.js:2:58`, wire, 'size'],
    [`JS:~<static_initializer> ${app}/node_modules/wire/index.js:2:411`, wire, '<static_initializer>'],
    [`JS:^exports.with space ${app}/node_modules/wire/index.js:6:34`, wire, 'with space'],
    [`JS:^ file://${app}/src/main.mjs:3:147`, own, '(anonymous)'],
    [`Script:~ file://${app}/src/main.mjs:1:1`, own, '(anonymous)'],
    ['JS:*evaluated :1:20', 'evaluated text', 'evaluated'],
    ['Eval:~ :1:1', 'evaluated text', '(anonymous)'],
    ['JS:*inVm evalmachine.<anonymous>:1:15', 'evaluated text', 'inVm'],
    ['JS:wasm-function[0]-0-turbofan', 'a WebAssembly module', 'wasm-function[0]-0-turbofan'],
    ['Script:~ data:text/javascript,export%20default%203:1:1', 'a module in a data: URL', '(anonymous)'],
  ]
  // As `deno run --cpu-prof` of Deno 2.9.6 and `bun --cpu-prof` of Bun 1.4.5 write them.
  const ofDenoAndBun: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    [{ name: 'readFileSync', file: 'ext:deno_node/fs.ts' }, 'deno std', 'readFileSync'],
    ['op_fs_read_file_sync', 'deno', 'op_fs_read_file_sync'],
    [{ name: 'Duplex', file: 'internal:streams/duplex' }, 'bun std', 'Duplex'],
    [{ name: '[Symbol.iterator]', file: inWire }, wire, '[Symbol.iterator]'],
    [{ name: '(module)', file: `file://${app}/src/main.mjs` }, own, '(module)'],
    ['/^(a+)+$/', 'v8 regexp', 'RegExp: ^(a+)+$'],
  ]
  // By the documents of V8's profilers, package managers, bundlers and browsers, and by recorded profiles.
  const byDocuments: [frame: string | Partial<Frame>, owner: string, fn: string][] = [
    // CPU profiles, pprof, speedscope: a name and a file
    [{ name: 'handle', file: `${app}/node_modules/express/lib/router/layer.js` }, express, 'handle'],
    [
      { name: 'Layer.handle_request', file: `file://${app}/node_modules/express/lib/layer.js` },
      express,
      'handle_request',
    ],
    [
      { name: '(anonymous:L#280:C#64)', file: `${app}/node_modules/express/lib/router/index.js` },
      express,
      '(anonymous)',
    ],
    [
      { name: 'get size', file: `${app}/node_modules/@babel/core/lib/index.js` },
      'pkg:npm/%40babel/core@7.26.0',
      'size',
    ],
    [
      { name: 'SemVer', file: `${app}/node_modules/npm-package-arg/node_modules/semver/x.js` },
      'pkg:npm/semver@7.5.1',
      'SemVer',
    ],
    [{ name: 'SemVer', file: `${app}/node_modules/semver/semver.js` }, 'pkg:npm/semver@5.7.2', 'SemVer'],
    [{ name: 'SemVer', file: `${app}/packages/cart/node_modules/semver/semver.js` }, 'pkg:npm/semver@6.3.1', 'SemVer'],
    [{ name: 'merge', file: `${app}/node_modules/lodash-old/index.js` }, 'pkg:npm/lodash@3.10.1', 'merge'],
    [{ name: 'f', file: 'C:\\app\\node_modules\\express\\index.js' }, express, 'f'],
    [{ name: 'f', file: 'C:/app/node_modules/express/index.js' }, express, 'f'],
    [{ name: 'f', file: 'webpack:///./node_modules/express/index.js?a1b2' }, express, 'f'],
    [{ name: 'f', file: '/usr/share/nodejs/express/index.js' }, express, 'f'],
    [{ name: 'f', file: `${app}/node_modules/.pnpm/express@4.21.0/node_modules/express/index.js` }, express, 'f'],
    [
      { name: 'f', file: `${app}/node_modules/.pnpm/@babel+core@7.26.9_peer@1.0.0/node_modules/@babel/core/index.js` },
      'pkg:npm/%40babel/core@7.26.9',
      'f',
    ],
    [{ name: 'f', file: `${app}/node_modules/.bun/express@4.21.0+ab12/node_modules/express/index.js` }, express, 'f'],
    [
      { name: 'f', file: `${app}/.yarn/cache/express-npm-4.21.0-0123456789-10c0.zip/node_modules/express/x.js` },
      express,
      'f',
    ],
    [
      {
        name: 'f',
        file: `${app}/.yarn/__virtual__/core-virtual-0a/0/cache/@babel-core-npm-7.26.0-rc.1-0123456789-10.zip/node_modules/@babel/core/x.js`,
      },
      'pkg:npm/%40babel/core@7.26.0-rc.1',
      'f',
    ],
    [{ name: 'f', file: `${app}/node_modules/express/old_node_modules/x.js` }, express, 'f'],
    [{ name: 'f', file: 'node_modules/express/index.js' }, express, 'f'],
    [{ name: 'total', file: `${app}/old_node_modules/index.js` }, own, 'total'],
    [{ name: 'total', file: `${app}/index.js` }, own, 'total'],
    [{ name: 'total', file: `${app}/dist/cart.mjs` }, own, 'total'],
    [{ name: 'add', file: `${app}/packages/cart/src/add.ts` }, 'pkg:npm/%40acme/cart@1.0.0', 'add'],
    [{ name: 'add', file: `${app}/node_modules/@acme/cart/src/add.ts` }, 'pkg:npm/%40acme/cart@1.0.0', 'add'],
    [{ name: 'listen', file: `${app}/bin/www` }, own, 'listen'],
    [{ name: 'wrapSafe', file: 'node:internal/modules/cjs/loader' }, 'node std', 'wrapSafe'],
    [{ name: 'Module._load', file: 'internal/modules/cjs/loader.js' }, 'node std', '_load'],
    [{ name: 'emit', file: 'events.js' }, 'node std', 'emit'],
    [{ name: 'op', file: 'ext:core/01_core.js' }, 'deno std', 'op'],
    // what V8 does itself
    [{ name: '(garbage collector)' }, 'v8 gc', '(garbage collector)'],
    [{ name: 'Garbage Collection' }, 'v8 gc', '(garbage collector)'],
    [{ name: '(program)', kind: 'native' }, 'v8', '(program)'],
    [{ name: '(idle)' }, 'v8', '(idle)'],
    ['RegExp: ^a+$', 'v8 regexp', 'RegExp: ^a+$'],
    ['readFileUtf8', 'node', 'readFileUtf8'],
    ['get length', 'node', 'length'],
    // perf maps, the tick processor, collapsed stacks
    [`JS:*initialize ${app}/node_modules/express/lib/static.js:29:28`, express, 'initialize'],
    [`JS:^ ${app}/node_modules/express/lib/router/index.js:280:64`, express, '(anonymous)'],
    [`JS:~get size ${app}/my code/index.js:4:1`, own, 'size'],
    ['JS:^processTicksAndRejections node:internal/process/task_queues:67:35', 'node std', 'processTicksAndRejections'],
    [`LazyCompile:*handle file://${app}/node_modules/express/index.js:86:49`, express, 'handle'],
    [`LazyCompile: *handle ${app}/node_modules/express/index.js:86`, express, 'handle'],
    ['Function:~run server.js:12:3', own, 'run'],
    [`handle file://${app}/node_modules/express/index.js:12:3`, express, 'handle'],
    [`handle (${app}/node_modules/express/index.js:12:3)`, express, 'handle'],
    [`(anonymous) ${app}/index.js:1`, own, '(anonymous)'],
    [`${app}/index.js:1:2`, own, '(anonymous)'],
    ['Builtin:ArrayMap', 'v8', 'ArrayMap'],
    ['Builtins_ArrayMap', 'v8', 'Builtins_ArrayMap'],
    // machine code
    [{ name: 'v8::internal::Execution::Call', object: '/usr/bin/node' }, 'v8', 'Call'],
    [{ name: 'v8::internal::Heap::Scavenge', object: '/usr/bin/node' }, 'v8 gc', 'Scavenge'],
    [{ name: '_ZN2v88internal4Heap14CollectGarbageEv' }, 'v8 gc', 'CollectGarbage'],
    [{ name: 'uv__io_poll', object: '/usr/bin/node' }, 'node', 'uv__io_poll'],
    [{ name: 'deflate', object: '/opt/node-v20.9.0/bin/node' }, 'node', 'deflate'],
    [{ name: '[unknown]', object: '/usr/lib/x86_64-linux-gnu/libnode.so.108' }, 'node', '[unknown]'],
    ['node::Start', 'node', 'Start'],
    [
      { name: '_ZN6bcrypt4hashEPKc', object: `${app}/node_modules/bcrypt/build/Release/bcrypt_lib.node` },
      'pkg:npm/bcrypt@5.1.1',
      'hash',
    ],
    // what can't be told
    [{ name: 'f', file: `${app}/node_modules/left-pad/index.js` }, 'left-pad', 'f'],
    [{ name: 'f', file: `${app}/dist/vendors~main.3f2a.js` }, 'bundled code', 'f'],
    [{ name: 'f', file: `${app}/.next/server/chunks/123.js` }, 'bundled code', 'f'],
    [{ name: 'f', file: `${app}/node_modules/.vite/deps/react.js` }, 'generated code in node_modules', 'f'],
    [{ name: 'resolve', file: `${app}/.pnp.cjs` }, 'the loader of Yarn', 'resolve'],
    [{ name: 'wasm-function[20]', file: 'wasm://wasm/0002f80e' }, 'a WebAssembly module', 'wasm-function[20]'],
    [{ name: 'f', file: 'evalmachine.<anonymous>' }, 'evaluated text', 'f'],
    [{ name: 'f', file: 'chrome-extension://abcdef/content.js' }, 'a browser extension', 'f'],
    [{ name: 'f', file: 'https://shop.example/assets/app.js' }, 'own code', 'f'],
  ]
  for (const [stated, owner, fn] of [...ofNode, ...ofPerfMap, ...ofDenoAndBun, ...byDocuments]) {
    const frame = frameOf(typeof stated === 'string' ? { name: stated } : { name: '', ...stated })
    it(`gives ${frame.name} ${frame.file ?? frame.object ?? ''} to ${owner}`, () => {
      const reading = javascript.read(frame, checkout)
      expect([reading?.owner.name, reading?.function]).toEqual([owner, fn])
      expect(reading?.reason).not.toBe('')
    })
  }

  const invalid: [why: string, frame: string | Partial<Frame>][] = [
    ['a Python file', { name: 'run', file: '/srv/checkout/jobs/run.py' }],
    ['a Python frame in a collapsed stack', 'run (jobs/run.py:12)'],
    ['a Ruby program without a suffix, in a service that has no npm packages', { name: 'run', file: 'bin/rackup' }],
    ['a Go package whose path begins like a folder of Node', 'internal/poll.(*FD).Write'],
    ['a Java method', 'com.acme.Shop.total'],
    ['a C++ name that begins like a tag', 'Handler::run'],
    ['a C function in a library', { name: 'malloc', object: '/usr/lib/x86_64-linux-gnu/libc.so.6' }],
    ['no symbol', '[unknown]'],
    ['a folder', '/usr/lib/x86_64-linux-gnu/'],
    ['an empty name', ''],
  ]
  for (const [why, stated] of invalid) {
    it(`leaves ${why} to other languages`, () => {
      const frame = frameOf(typeof stated === 'string' ? { name: stated } : { name: '', ...stated })
      expect(javascript.read(frame, checkout)).toBeNull()
    })
  }
})

describe('the text of a hot expression', () => {
  const patterns: [why: string, frame: Partial<Frame>, source: string][] = [
    ['of a CPU profile', { name: 'RegExp: <([^>]+)>;\\s*rel="next"' }, '<([^>]+)>;\\s*rel="next"'],
    ['that begins with a space, of a CPU profile', { name: 'RegExp:  *, *' }, ' *, *'],
    ['of a perf map', { name: 'RegExp:,.*\\}', object: '/tmp/perf-8544.map' }, ',.*\\}'],
    ['that begins with a space, of a perf map', { name: 'RegExp: *, *', object: '/tmp/perf-8544.map' }, ' *, *'],
    ['of the tick processor, which has no tag', { name: '.*[\\.\\/\\\\]', kind: 'jit' }, '.*[\\.\\/\\\\]'],
  ]
  for (const [why, stated, source] of patterns) {
    it(`is kept as it is: one ${why}`, () => {
      const reading = javascript.read(frameOf({ name: '', ...stated }), checkout)
      expect(reading?.pattern).toBe(source)
      expect(reading?.owner.kind).toBe('standard-library')
    })
  }

  it('is not seen in a method of the JVM that was compiled just as late', () => {
    expect(javascript.read(frameOf({ name: 'java/util/regex/Pattern$Loop.match', kind: 'jit' }), checkout)).toBeNull()
  })
})

describe('which of several versions ran, where the lockfile does not say what is installed where', () => {
  const yarn = indexOf([
    npm('checkout', '2.0.0', [], { own: true, asks: ['pkg:npm/semver@7.5.1', 'pkg:npm/tool@1.0.0'] }),
    npm('tool', '1.0.0', [], { asks: ['pkg:npm/semver@5.7.2', 'pkg:npm/ms@2.0.0'] }),
    npm('other', '1.0.0', [], { asks: ['pkg:npm/ms@2.0.0'] }),
    npm('third', '1.0.0', [], { asks: ['pkg:npm/ms@2.1.3'] }),
    npm('semver', '7.5.1', [], { direct: true }),
    npm('semver', '5.7.2'),
    npm('ms', '2.1.3'),
    npm('ms', '2.0.0'),
    npm('qs', '6.5.0'),
    npm('qs', '6.9.6'),
  ])
  const cases: [file: string, owner: string][] = [
    [`${app}/node_modules/semver/index.js`, 'pkg:npm/semver@7.5.1'],
    [`${app}/node_modules/tool/node_modules/semver/index.js`, 'pkg:npm/semver@5.7.2'],
    [`${app}/node_modules/ms/index.js`, 'pkg:npm/ms@2.0.0'],
    [`${app}/node_modules/qs/index.js`, 'pkg:npm/qs'],
  ]
  for (const [file, owner] of cases) {
    it(`gives ${file} to ${owner}`, () => {
      expect(javascript.read(frameOf({ name: 'f', file }), yarn)?.owner.name).toBe(owner)
    })
  }

  it('does not name a version that it does not know', () => {
    const reading = javascript.read(frameOf({ name: 'f', file: `${app}/node_modules/qs/index.js` }), yarn)
    expect(reading?.owner).toEqual({ kind: 'dependency', package: null, name: 'pkg:npm/qs' })
    expect(reading?.reason).toContain('2 versions')
  })
})

describe('several lockfiles in one service', () => {
  const two = indexOf([
    npm('web', '1.0.0', [], { own: true, lockfile: 'services/web/package-lock.json' }),
    npm('qs', '6.5.0', ['node_modules/qs'], { lockfile: 'services/web/package-lock.json' }),
    npm('jobs', '1.0.0', [], { own: true, lockfile: 'services/jobs/package-lock.json' }),
    npm('qs', '6.9.6', ['node_modules/qs'], { lockfile: 'services/jobs/package-lock.json' }),
  ])

  it('are told apart by the folder that the frame names', () => {
    expect(javascript.read(frameOf({ name: 'f', file: '/srv/services/web/a.js' }), two)?.owner.name).toBe(
      'pkg:npm/web@1.0.0',
    )
    const file = '/srv/services/jobs/node_modules/qs/lib/parse.js'
    expect(javascript.read(frameOf({ name: 'f', file }), two)?.owner.name).toBe('pkg:npm/qs@6.9.6')
  })

  it('leave open whose a script elsewhere is', () => {
    expect(javascript.read(frameOf({ name: 'f', file: '/app/a.js' }), two)?.owner).toEqual({
      kind: 'own',
      package: null,
      name: 'own code',
    })
  })
})

describe('hostile JavaScript frames', () => {
  const million = 1_000_000
  for (const part of [
    'node_modules/',
    '/node_modules/',
    '(',
    ' ',
    ':1',
    '.js?',
    '@a/',
    'JS:*',
    'aA',
    'v8::internal::',
    'Marking',
    '-',
    '%',
    '\\',
  ]) {
    it(`reads a megabyte of ${part}`, () => {
      const text = part.repeat(million / part.length)
      for (const name of [
        text,
        `JS:*f ${text}`,
        `RegExp:${text}`,
        `/${text}+/`,
        `v8::internal::${text.slice(0, 200_000)}!`,
      ]) {
        for (const file of [null, text]) {
          expect(() => javascript.read(frameOf({ name, file, object: file }), checkout)).not.toThrow()
        }
      }
    })
  }

  it('answers any name, file and object with a reading or null', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'node_modules/',
        '@babel/',
        'core',
        'JS:*',
        'RegExp:',
        'file://',
        'node:',
        '/',
        '.js',
        ':1',
        ' ',
        '(',
        ')',
        '.pnpm/',
        'a@1.0.0',
        '\\',
        'C:',
        '.zip',
      ),
    )
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (name, file, object) => {
        const reading = javascript.read(frameOf({ name, file, object }), checkout)
        return reading === null || (reading.reason !== '' && reading.owner.name !== '')
      }),
      { numRuns: 3000 },
    )
  })
})
