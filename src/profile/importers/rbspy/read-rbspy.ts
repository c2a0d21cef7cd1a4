import { HeadwaterError } from '../../../errors.ts'
import { ProfileBuilder } from '../../profile-builder.ts'
import type { ImportedFile, Profile } from '../../types.ts'
import { lineBlocks } from '../bytes/line-blocks.ts'
import { LineTally } from '../bytes/line-tally.ts'
import { FrameMemo } from '../frames/frame-memo.ts'
import { UNKNOWN_FRAME } from '../frames/unknown-frame.ts'
import { JsonChecks } from '../json/json-checks.ts'
import { isJsonObject, type JsonObject } from '../json/read-json.ts'
import { safeInteger } from '../json/safe-integer.ts'
import { checkJson } from '../json/scan-json.ts'
import { VERSION } from './rbspy-version.ts'

/** Reads the whole file, as `import-rbspy.ts` says. */
export async function readRbspy(file: ImportedFile): Promise<Profile> {
  const reader = new RbspyReader(file)
  for await (const { bytes: block, end } of lineBlocks(file)) {
    for (let start = 0; start < end; ) {
      const next = block.indexOf(NEWLINE, start) + 1
      reader.readLine(block.subarray(start, next))
      start = next
    }
  }
  return reader.finish()
}

const NEWLINE = 0x0a

class RbspyReader {
  readonly #file: ImportedFile
  readonly #checks: JsonChecks
  readonly #builder: ProfileBuilder
  readonly #metric: number
  readonly #lines = new LineTally()
  readonly #frames = new FrameMemo<number>()
  readonly #decoder = new TextDecoder()
  #version: string | null = null

  constructor(file: ImportedFile) {
    this.#file = file
    this.#checks = new JsonChecks(file.name)
    this.#builder = new ProfileBuilder(file.limits)
    this.#metric = this.#builder.metric('samples', 'samples', 'cpu')
  }

  readLine(line: Uint8Array): void {
    if (this.#version === null) {
      this.#version = VERSION.exec(this.#decoder.decode(line.subarray(0, 16)))?.[1] ?? null
      if (this.#version === null) {
        const text = `${this.#file.name}: line 1 is none of rbspy's; rbspy00 to rbspy02 are accepted`
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
    checkJson(line, this.#file)
    try {
      return JSON.parse(this.#decoder.decode(line))
    } catch {
      return undefined
    }
  }

  #frame(name: string, path: string): number {
    return this.#frames.get(path, name, '', () => {
      // `lineno` is the line of the sample.
      return this.#builder.frame({ ...UNKNOWN_FRAME, name, file: path === '' ? null : path })
    })
  }

  #addSample({ trace, pid, thread_id: tid, on_cpu: onCpu }: JsonObject): void {
    const where = `line ${this.#lines.lines}: trace`
    let node = 0
    for (const [index, value] of this.#checks.list(trace, where).toReversed().entries()) {
      const frame = this.#checks.object(value, where, index)
      const path = frame.absolute_path ?? frame.relative_path
      const name = this.#checks.text(frame.name, where, index, 'name')
      node = this.#builder.child(node, this.#frame(name, typeof path === 'string' ? path : ''))
    }
    const thread = this.#builder.thread('', safeInteger(pid), safeInteger(tid))
    this.#builder.add(node, thread, this.#metric, 1, 1, { idle: onCpu === false })
  }
}
