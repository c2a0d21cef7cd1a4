/*
 * Reads what `rbspy record` keeps beside its reports (`*.raw.gz`, here unpacked), versions 0 to 2: a line that names the version, in
 * version 2 one with facts, then one JSON line a sample, the leaf first.
 * Specified by https://github.com/rbspy/rbspy/blob/main/src/storage/mod.rs. Its reports are folded stacks, speedscope JSON and pprof,
 * which have importers of their own.
 * Samples weigh one each: rbspy takes none of threads that wait, unless it is told to.
 */
import { HeadwaterError } from '../../errors.ts'
import { ProfileBuilder } from '../profile-builder.ts'
import type { Importer, Profile } from '../types.ts'
import { lineBlocks } from './bytes/line-blocks.ts'
import { LineTally } from './bytes/line-tally.ts'
import { JsonChecks } from './json/json-checks.ts'
import { isJsonObject, type JsonObject } from './json/read-json.ts'
import { scanJson } from './json/scan-json.ts'

const VERSION = /^rbspy0([012])\r?\n/
const NEWLINE = 0x0a

export const importRbspy: Importer = {
  format: 'rbspy',
  couldBe: (head) => VERSION.test(new TextDecoder('latin1').decode(head.subarray(0, 16))),

  async read(bytes, name) {
    const reader = new RbspyReader(name)
    for await (const { bytes: block, end } of lineBlocks(bytes, name)) {
      for (let start = 0; start < end; ) {
        const next = block.indexOf(NEWLINE, start) + 1
        reader.readLine(block.subarray(start, next))
        start = next
      }
    }
    return reader.finish()
  },
}

class RbspyReader {
  readonly #name: string
  readonly #checks: JsonChecks
  readonly #builder = new ProfileBuilder()
  readonly #metric = this.#builder.metric('samples', 'samples', 'cpu')
  readonly #lines = new LineTally()
  readonly #decoder = new TextDecoder()
  #version: string | null = null

  constructor(name: string) {
    this.#name = name
    this.#checks = new JsonChecks(name)
  }

  readLine(line: Uint8Array): void {
    if (this.#version === null) {
      this.#version = VERSION.exec(this.#decoder.decode(line.subarray(0, 16)))?.[1] ?? null
      if (this.#version === null) {
        const text = `${this.#name}: line 1 is none of rbspy's; rbspy00 to rbspy02 are accepted`
        throw new HeadwaterError('profile-unrecognised', text)
      }
      this.#lines.understood(line.length)
      return
    }
    const value = this.#parse(line)
    if (isJsonObject(value) && 'sample_rate' in value) {
      this.#lines.understood(line.length)
    } else if (Array.isArray(value) || (isJsonObject(value) && Array.isArray(value.trace))) {
      this.#lines.understood(line.length)
      this.#addSample(isJsonObject(value) ? value : { trace: value })
    } else this.#lines.skipped(line.length)
  }

  finish(): Profile {
    return this.#builder.finish({
      format: 'rbspy',
      durationSeconds: null,
      understood: this.#lines.understoodShare,
      notes: this.#lines.notes(),
    })
  }

  /** @returns undefined where the line is no JSON */
  #parse(line: Uint8Array): unknown {
    scanJson(line, this.#name, [])
    try {
      return JSON.parse(this.#decoder.decode(line))
    } catch {
      return undefined
    }
  }

  #addSample({ trace, pid, thread_id: tid, on_cpu: onCpu }: JsonObject): void {
    const where = `line ${this.#lines.lines}: trace`
    let node = 0
    for (const [index, value] of this.#checks.list(trace, where).toReversed().entries()) {
      const frame = this.#checks.object(value, where, index)
      const path = frame.absolute_path ?? frame.relative_path
      const name = this.#checks.text(frame.name, where, index, 'name')
      node = this.#builder.child(
        node,
        this.#builder.frame({
          name,
          file: typeof path === 'string' && path !== '' ? path : null,
          // `lineno` is the line of the sample.
          line: null,
          object: null,
          kind: null,
          inlined: false,
        }),
      )
    }
    const thread = this.#builder.thread('', idOf(pid), idOf(tid))
    this.#builder.add(node, thread, this.#metric, 1, 1, { idle: onCpu === false })
  }
}

function idOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}
