/*
 * Machine code of JavaScript's engines, as perf sees it. Node, Deno, Bun and Electron hold V8 or JavaScriptCore, libuv and
 * OpenSSL in one executable: what runs there is the engine's, whatever its symbol. Without objects (collapsed stacks), V8's
 * and Node's namespaces tell: https://github.com/v8/v8/tree/11.3.244/src, https://github.com/nodejs/node/tree/v20.9.0/src.
 */

import type { Frame } from '../../../profile/index.ts'
import type { FrameReading, Owner, PackageIndex } from '../../types.ts'
import { isMangledCpp } from '../cpp/demangle-cpp.ts'
import { plainSymbol } from '../native/plain-symbol.ts'
import { perGraph } from '../per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

export const v8: Owner = { kind: 'runtime', package: null, name: 'v8' }
export const collector: Owner = { kind: 'runtime', package: null, name: 'v8 gc' }

const executable =
  /(?:^|[/\\])(?:lib)?(node|v8|bun|deno|electron)(?:js)?(?:[-_]?v?\d[\w.-]*|[\w-]*\.so[\w.]*)?(?:\.exe)?(?: \(deleted\))?$/
const mangled = /^_ZNK?(?:2v8|4node|5cppgc)/
const ofV8 = /^(?:(?:v8|v8_inspector|cppgc|heap::base)::|Builtins_)/
/** What V8 puts between JavaScript and WebAssembly. */
const ofWasm = /^(?:js-to-wasm|wasm-to-js|(?:Generic)?(?:JSToWasm|WasmToJS)\w{0,40})(?::|$)/
const ofNode = /^(?:(?:node|llhttp|ada|simdutf)::|(?:uv|llhttp)_)/
/** A class of V8's, and of its heap the method. */
const classOfV8 = /^v8::internal::(?:\(anonymous namespace\)::)?(\w{1,80})(?:::(\w{1,80}))?/
const collectorClass = /Scaveng|MarkCompact|Marking|Evacuat|Sweeper|^GCTracer$/
const collectorMethod = /^(?:Collect|Perform|Scavenge|MarkCompact|Minor)/

/** Whether a service of this graph can be Node's: other programs have a namespace `node` as well, and use libuv. */
const canRunNode = perGraph(
  ({ packages }) => packages.length === 0 || packages.some(({ ecosystem }) => ecosystem === 'npm'),
)

const runsOnlyScripts = perGraph(
  ({ packages }) => packages.length > 0 && packages.every(({ ecosystem }) => ecosystem === 'npm'),
)

/** V8's profiler names functions written in C++ without a script: `readFileUtf8`, `get length`. */
const nativeFunction = /^(?:(?:get|set) [A-Za-z_$][\w$]*|[a-z]+\d*[A-Z][A-Za-z\d]*)$/

const denoOperation = /^op_[a-z\d]+(?:_[a-z\d]+)*$/

/** Those of Node's bindings (`internalBinding('fs')` and its kin in Node 24) that are called by one word, or like a class. */
const bindings: ReadonlySet<string> = new Set(
  (
    'BrotliDecoder BrotliEncoder ChannelWrap ContextifyScript Deserializer FSReqCallback FileHandle GetAddrInfoReqWrap HTTPParser Hash ' +
    'Hmac Instance Module ModuleWrap MessageChannel Pipe SecureContext Serializer ShutdownWrap TCP TCPConnectWrap WriteWrap Zlib access btoa atob ' +
    'base64urlSlice chdir chmod chown close compare copy crc32 cwd decode dlopen evaluate fchmod fchown fdatasync fill flush fstat fsync ' +
    'ftruncate futimes getaddrinfo hrtime lchown link lstat lutimes mkdir mkdtemp open parse read readdir readlink realpath rename ' +
    'rmdir rss stat statfs swap16 swap32 swap64 symlink umask unlink uptime utimes write'
  ).split(' '),
)

/** What an engine's own frame is; null where it is none. */
export function readEngineCode(frame: Frame, index: PackageIndex): FrameReading | null {
  const { name } = frame
  const program = frame.object === null ? null : (executable.exec(frame.object)?.[1] ?? null)
  const isMangled = program === null ? mangled.test(name) : isMangledCpp(name)
  const symbol = (isMangled ? plainSymbol(name).symbol : name).replace(/^(?:non-virtual|virtual) thunk to /, '')
  const found = ownershipOf(symbol, program, frame, index)
  return found === null ? null : { ...found, ...plainSymbol(name) }
}

function ownershipOf(symbol: string, program: string | null, frame: Frame, index: PackageIndex): Ownership | null {
  if (isOfCollector(symbol)) return { owner: collector, reason: "V8's garbage collector, by namespace and class" }
  if (ofWasm.test(symbol) && frame.file === null) return { owner: v8, reason: "V8's way into and out of WebAssembly" }
  if (ofV8.test(symbol)) return { owner: v8, reason: 'namespace of V8' }
  if (program !== null) return { owner: engine(program), reason: `in the executable of ${program}` }
  if (frame.object !== null) return null
  if (ofNode.test(symbol) && canRunNode(index)) {
    return { owner: engine('node'), reason: 'namespace of Node or of what is built into it' }
  }
  if (frame.file !== null || !runsOnlyScripts(index)) return null
  if (denoOperation.test(symbol)) return { owner: engine('deno'), reason: 'operation of Deno, written in Rust' }
  if (!nativeFunction.test(symbol) && !bindings.has(symbol)) return null
  return { owner: engine('node'), reason: 'function without a script, in a service of scripts only' }
}

function isOfCollector(symbol: string): boolean {
  const [, name = '', method = ''] = classOfV8.exec(symbol) ?? []
  return collectorClass.test(name) || (name === 'Heap' && collectorMethod.test(method))
}

function engine(name: string): Owner {
  return { kind: 'runtime', package: null, name }
}
