import type { ServiceFile } from '../../src/ownership/index.ts'
import { asType, type SecretWords } from './secret-words.ts'
import { type SeenFrame, type SeenStack, type WriteProfile, writers } from './write-profile.ts'

/** A service in one language, with the stacks of one recording of it. */
export interface GeneratedService {
  readonly files: readonly ServiceFile[]
  readonly culprit: string
  /** Of the culprit, in its repository; null where its ecosystem has none. */
  readonly manifest: { readonly path: string; readonly text: string } | null
  /** Package patterns for the service's configuration. */
  readonly private: readonly string[]
  readonly stacks: readonly SeenStack[]
  /** A frame of the culprit with a function of that name. */
  readonly culpritFrame: (name: string) => SeenFrame
  readonly writers: readonly WriteProfile[]
}

/** What only a person or a program could have put into a name of public code, and nobody may read. */
function strayTexts(secrets: SecretWords): string[] {
  const word = (kind: string): string => secrets.word(kind)
  return [
    `${word('e-mail')}@corp.example`,
    `${word('login')}@db1`,
    `https://${word('host')}.corp.example/orders`,
    `postgres://${word('login')}:${word('password')}@db1/orders`,
    `${word('host')}.eu.internal:5432`,
    `${'payload '.repeat(300)}${word('what a very long name holds')}`,
    `orders?tenant=${word('query string')}`,
    `password=${word('password')}`,
    `/srv/${word('path')}/orders.rs`,
    `ghp_${secrets.token('token', 36)}`,
    `AKIA${secrets.token('token', 16).toUpperCase()}`,
    `eyJhbGciOiJIUzI1NiJ9.${secrets.token('token', 40)}.${secrets.token('token', 20)}`,
    `xoxb-${secrets.token('token', 24)}`,
  ]
}

function stack(count: number, ...frames: readonly SeenFrame[]): SeenStack {
  return { frames, count }
}

function rust(secrets: SecretWords): GeneratedService {
  const own = secrets.word('own package')
  const hidden = secrets.word('private package')
  const host = secrets.word('host')
  const version = `7.${secrets.number('version of another package')}.1`
  const at = (symbol: string): SeenFrame => ({ symbol, file: '', object: `/srv/${own}/bin/${own}` })
  const main = at(`${own}::${secrets.word('own symbol')}::serve::{closure#0}`)
  const lockfile = `version = 4

[[package]]
name = "${own}"
version = "0.1.0"
dependencies = ["codec-tls", "${hidden}", "wire"]

[[package]]
name = "codec-tls"
version = "0.23.4"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "${hidden}"
version = "0.2.0"
source = "registry+https://${host}.corp.example/index"

[[package]]
name = "wire"
version = "${version}"
source = "registry+https://github.com/rust-lang/crates.io-index"
`
  const type = (kind: string): string => `${own}::${asType(secrets.word(kind))}`
  return {
    files: [{ path: `${secrets.word('path')}/Cargo.lock`, text: lockfile }],
    culprit: 'codec-tls',
    manifest: { path: 'Cargo.toml', text: '[package]\nname = "codec-tls"\n' },
    private: [],
    culpritFrame: (name) => at(`codec_tls::record::${name}`),
    writers: [writers.folded, writers.perfScript, writers.speedscope],
    stacks: [
      stack(
        400,
        main,
        at(`<codec_tls::Stream<${type('type argument')}> as core::future::Future>::poll`),
        at('codec_tls::record::open'),
      ),
      stack(200, main, at(`codec_tls::deframe::<${asType(secrets.word('type argument'))}, u8>`)),
      stack(90, main, at(`<codec_tls::Stream as ${type('own trait')}>::${secrets.word('method of an own trait')}`)),
      stack(
        90,
        main,
        at(`<wire::Reader<${type('type argument')}> as core::iter::Iterator>::next`),
        at('codec_tls::record::read'),
      ),
      stack(
        60,
        main,
        at(`${hidden}::${secrets.word('private symbol')}`),
        at('codec_tls::record::seal::h0123456789abcdef'),
      ),
      stack(60, at(secrets.word('unknown symbol')), at('codec_tls::alert')),
      stack(120, main, at('wire::flush')),
      stack(50, main, at('__x64_sys_read')),
    ],
  }
}

function node(secrets: SecretWords): GeneratedService {
  const own = `@${secrets.word('own scope')}/${secrets.word('own package')}`
  const hidden = `@${secrets.word('private scope')}/${secrets.word('private package')}`
  const declared = `${secrets.word('package that the configuration calls private')}-kit`
  const root = `file:///home/${secrets.word('user')}/${secrets.word('path')}`
  const within = (name: string, file = 'index.js'): string => `${root}/node_modules/${name}/lib/${file}`
  const lockfile = {
    name: own,
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: own, version: '1.0.0', dependencies: { 'codec-text': '1', [hidden]: '1', [declared]: '1' } },
      'node_modules/codec-text': { version: '1.4.2' },
      [`node_modules/${hidden}`]: { version: '1.0.0', resolved: `https://${secrets.word('host')}.corp.example/x.tgz` },
      [`node_modules/${declared}`]: { version: '1.0.0' },
      'node_modules/wire': { version: `7.${secrets.number('version of another package')}.1` },
    },
  }
  const at = (symbol: string, file: string): SeenFrame => ({ symbol, file, object: '' })
  const main = at(secrets.word('own symbol'), `${root}/src/${secrets.word('path')}.js`)
  const strays = strayTexts(secrets).map((text) => stack(30, main, at(`on ${text}`, within('codec-text'))))
  return {
    files: [{ path: 'package-lock.json', text: JSON.stringify(lockfile) }],
    culprit: 'codec-text',
    manifest: { path: 'package.json', text: '{"name":"codec-text"}' },
    private: [declared],
    culpritFrame: (name) => at(name, within('codec-text')),
    writers: [writers.cpuprofile],
    stacks: [
      stack(500, main, at('parseText', within('codec-text')), at(`RegExp: ^(${secrets.word('RegExp source')}+)+$`, '')),
      stack(90, main, at('seal', within(hidden)), at('Reader.next', within('codec-text'))),
      stack(90, main, at('boil', within(declared)), at('Reader.peek', within('codec-text'))),
      stack(60, main, at('wireIt', within('wire')), at('Reader.skip', within('codec-text'))),
      stack(120, main, at('wireFlush', within('wire'))),
      stack(40, at(secrets.word('unknown symbol'), `https://${secrets.word('host')}.corp.example/bundle.js`)),
      ...strays,
    ],
  }
}

function go(secrets: SecretWords): GeneratedService {
  const module = `git.${secrets.word('host')}.internal/team/${secrets.word('own package')}`
  const hidden = `git.corp.internal/${secrets.word('private package')}`
  const declared = `github.com/${secrets.word('private owner')}/vault`
  const home = `/home/${secrets.word('user')}`
  const at = (symbol: string, file = `${home}/src/main.go`): SeenFrame => ({ symbol, file, object: '' })
  const main = at(`main.${secrets.word('own symbol')}`)
  const culprit = 'github.com/lockside/codec'
  return {
    files: [
      {
        path: 'go.mod',
        text: `module ${module}\n\ngo 1.24\n\nrequire (\n\t${culprit} v0.4.2\n\t${hidden} v1.0.0\n\t${declared} v1.0.0\n\tgolang.org/x/net v0.${secrets.number('version of another package')}.0\n)\n`,
      },
      { path: 'go.env', text: `GOPRIVATE=git.corp.internal,${declared}\n` },
    ],
    culprit,
    manifest: { path: 'go.mod', text: `module ${culprit}\n` },
    private: [],
    culpritFrame: (name) => at(`${culprit}.${name}`),
    writers: [writers.pprof, writers.folded],
    stacks: [
      stack(
        400,
        main,
        at(`${module}/billing.(*Ledger).${asType(secrets.word('own symbol'))}`),
        at(`${culprit}.(*Reader).Next`),
      ),
      stack(200, main, at(`${culprit}.Map[${module}.${asType(secrets.word('type argument'))}]`)),
      stack(90, main, at(`${hidden}.${asType(secrets.word('private symbol'))}`), at(`${culprit}.(*Reader).Peek`)),
      stack(90, main, at(`${declared}.${asType(secrets.word('private symbol'))}`), at(`${culprit}.(*Reader).Skip`)),
      stack(60, main, at('golang.org/x/net/http2.(*Framer).ReadFrame'), at(`${culprit}.Open.func1`)),
      stack(50, main, at('runtime.mapassign', '/usr/lib/go/src/runtime/map.go')),
    ],
  }
}

function python(secrets: SecretWords): GeneratedService {
  const own = secrets.word('own package')
  const hidden = secrets.word('private package')
  const site = `/home/${secrets.word('user')}/venv/lib/python3.12/site-packages`
  const at = (symbol: string, file: string): SeenFrame => ({ symbol, file, object: '' })
  const main = at(secrets.word('own symbol'), `/srv/${own}/${secrets.word('path')}.py`)
  const requirements = `codec==1.4.2\n${hidden}==1.0.0\nwire==7.${secrets.number('version of another package')}.1\n`
  const strays = strayTexts(secrets).map((text) => stack(20, main, at(`handle ${text}`, `${site}/codec/routes.py`)))
  return {
    files: [
      { path: 'requirements.txt', text: requirements },
      {
        path: 'pyproject.toml',
        text: `[project]\nname = "${own}"\nversion = "1.0"\ndependencies = ["codec", "${hidden}"]\n`,
      },
    ],
    culprit: 'codec',
    manifest: { path: 'pyproject.toml', text: '[project]\nname = "codec"\n' },
    private: [hidden],
    culpritFrame: (name) => at(name, `${site}/codec/reader.py`),
    writers: [writers.speedscope],
    stacks: [
      stack(500, main, at('read', `${site}/codec/reader.py`), at('split', `${site}/codec/text.py`)),
      stack(
        90,
        main,
        at(secrets.word('private symbol'), `${site}/${hidden}/core.py`),
        at(`load plugins/${own}/core`, `${site}/codec/reader.py`),
      ),
      stack(60, main, at('wired', `${site}/wire/core.py`), at('peek', `${site}/codec/reader.py`)),
      ...strays,
    ],
  }
}

function cpp(secrets: SecretWords): GeneratedService {
  const own = secrets.word('own namespace')
  const object = `/opt/${secrets.word('path')}/bin/${secrets.word('own binary')}`
  const at = (symbol: string, within = object): SeenFrame => ({ symbol, file: '', object: within })
  const main = at(`${own}::${secrets.word('own symbol')}(int)`)
  const type = (): string => `${own}::${asType(secrets.word('type argument'))}`
  const library = '/usr/lib/libcodec.so.1'
  return {
    files: [
      {
        path: 'conan.lock',
        text: JSON.stringify({
          version: '0.5',
          requires: ['codec/1.4.2', `wire/7.${secrets.number('version of another package')}.1`],
          build_requires: [],
          python_requires: [],
        }),
      },
    ],
    culprit: 'codec',
    manifest: null,
    private: [],
    culpritFrame: (name) => at(`codec::${name}()`, library),
    writers: [writers.perfScript],
    stacks: [
      stack(400, main, at(`codec::Reader::next<${type()}>(${type()} const&)`, library)),
      stack(200, main, at(`${type()} codec::Reader::take<${type()}>(std::vector<${type()}> const&)`, library)),
      stack(90, main, at(`std::vector<${type()}> codec::all<int>(char)`, library)),
      stack(
        60,
        at('codec::Reader::open()', library),
        at(secrets.word('unknown symbol'), `/opt/${secrets.word('path')}/lib${secrets.word('own library')}.so`),
      ),
    ],
  }
}

export const services = { rust, node, go, python, cpp } satisfies Record<
  string,
  (secrets: SecretWords) => GeneratedService
>
