/**
 * What GitHub's own OpenAPI description says about requests, cut down to what a check of requests needs.
 *
 * Reads generated/api.github.com.json of @octokit/openapi as a file (13 MB; requiring the package costs seconds and a
 * gigabyte). The cut (about 1 MB) is kept in node_modules/.cache, so that only the first run pays for it.
 * https://github.com/octokit/openapi
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { at, isObject, type Json, type JsonObject, listAt, parseJson, textAt } from '../json.ts'
import { closeObjects, plainSchema } from './plain-schema.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path'
  readonly required: boolean
  readonly schema: JsonObject
}

export interface Operation {
  readonly method: string
  /** For example `/repos/{owner}/{repo}/issues`. */
  readonly template: string
  readonly parameters: readonly Parameter[]
  /** Null where no body is described. */
  readonly body: { readonly required: boolean; readonly type: string; readonly schema: JsonObject } | null
  readonly forApps: boolean
  /** Whether GitHub limits how much content is made by it. */
  readonly makesContent: boolean
}

export interface Description {
  readonly operations: readonly Operation[]
  /** The shared schemas that bodies and parameters refer to. */
  readonly schemas: Readonly<Record<string, JsonObject>>
}

/** Changes whenever the cut below changes. */
const cutVersion = 2

let description: Description | undefined

/** The description of requests, read once in a process. */
export function readDescription(): Description {
  description ??= readCut() ?? makeCut()
  return description
}

/** The whole description, as published; for checks of answers. */
export function readWholeDescription(): Json {
  const file = join(packageFolder(), 'generated', 'api.github.com.json')
  return parseJson(readFileSync(file)) ?? null
}

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@octokit/openapi/package.json'))
}

function cacheFile(): string {
  const version = textAt(parseJson(readFileSync(join(packageFolder(), 'package.json'))), 'version')
  const folder = join(packageFolder(), '..', '..', '.cache', 'headwater-standin')
  return join(folder, `requests-${version}-${cutVersion}.json`)
}

function readCut(): Description | undefined {
  try {
    return JSON.parse(readFileSync(cacheFile(), 'utf8')) as Description
  } catch {
    return undefined
  }
}

function makeCut(): Description {
  const whole = readWholeDescription()
  const operations: Operation[] = []
  for (const [template, methods] of Object.entries(objectAt(whole, 'paths'))) {
    for (const [method, operation] of Object.entries(isObject(methods) ? methods : {})) {
      operations.push(readOperation(whole, method.toUpperCase(), template, operation))
    }
  }
  const cut = { operations, schemas: referredSchemas(whole, operations) }
  keepCut(cut)
  return cut
}

/** Kept by rename, so that test files that run side by side never see half of it. */
function keepCut(cut: Description): void {
  const file = cacheFile()
  try {
    mkdirSync(dirname(file), { recursive: true })
    const draft = `${file}.${randomUUID()}`
    writeFileSync(draft, JSON.stringify(cut))
    renameSync(draft, file)
  } catch {
    // A tree that can't be written only costs the next start a second.
  }
}

function readOperation(whole: Json, method: string, template: string, operation: Json | undefined): Operation {
  const [content] = Object.entries(objectAt(operation, 'requestBody', 'content'))
  return {
    method,
    template,
    parameters: listAt(operation, 'parameters').flatMap((parameter) => readParameter(whole, parameter)),
    body: content
      ? {
          required: at(operation, 'requestBody', 'required') === true,
          type: content[0],
          schema: closeObjects(plainSchema(objectAt(content[1], 'schema'))),
        }
      : null,
    forApps: at(operation, 'x-github', 'enabledForGitHubApps') === true,
    makesContent: /Creating content too quickly/.test(textAt(operation, 'description')),
  }
}

function readParameter(whole: Json, parameter: Json): Parameter[] {
  const reference = textAt(parameter, '$ref')
  const found = reference ? at(whole, ...reference.slice(2).split('/')) : parameter
  const place = textAt(found, 'in')
  if (place !== 'query' && place !== 'path') return []
  return [
    {
      name: textAt(found, 'name'),
      in: place,
      required: at(found, 'required') === true,
      schema: plainSchema(objectAt(found, 'schema')),
    },
  ]
}

/** The shared schemas that something refers to, and those that they refer to in turn. */
export function referredSchemas(whole: Json, something: unknown): Record<string, JsonObject> {
  const found: Record<string, JsonObject> = {}
  const open = [JSON.stringify(something)]
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([\w-]+)"/g)) {
      if (name === undefined || found[name]) continue
      found[name] = plainSchema(objectAt(whole, 'components', 'schemas', name))
      open.push(JSON.stringify(found[name]))
    }
  }
  return found
}

function objectAt(value: Json | undefined, ...keys: string[]): JsonObject {
  const found = at(value, ...keys)
  return isObject(found) ? found : {}
}
