/*
 * Go frames of runtime/pprof and perf: symbols of the Go toolchain 1.5 to 1.25 and source paths of the module cache.
 * Module rules: https://go.dev/ref/mod#module-path and #module-cache (escaped upper case: `!burnt!sushi`).
 */

import { makePurl } from '../lockfiles/make-purl.ts'
import type { FrameReading, Grammar, Mention, Owner, PackageIndex } from '../types.ts'
import { isBareRuntimeName, isBareStandardName, isRuntimeImportPath, isStandardImportPath } from './go/go-std.ts'
import { type GoSymbol, listTypeArguments, parseGoSymbol } from './go/go-symbol.ts'
import { ownCode } from './own-folders.ts'
import { hasPackagesOf, perGraph } from './per-graph.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const runtime: Owner = { kind: 'runtime', package: null, name: 'go runtime' }
const standardLibrary: Owner = { kind: 'standard-library', package: null, name: 'go std' }

const cgo: Owner = { kind: 'native', package: null, name: 'cgo' }

/** https://go.dev/ref/mod#go-mod-file-ident */
const modulePath = /^[\w.~-]+(?:\/[\w.~-]+)*$/

const hasGoModules = hasPackagesOf('golang')

/** The first own module of each go.mod: others of its own are folders that stand in for modules. */
const mainModules = perGraph(({ packages }) => {
  const byLockfile = new Map<string, number>()
  for (const [index, { ecosystem, own, lockfile }] of packages.entries()) {
    if (ecosystem === 'golang' && own && !byLockfile.has(lockfile)) byLockfile.set(lockfile, index)
  }
  return [...byLockfile].map(([lockfile, index]) => ({
    index,
    folder: lockfile.slice(0, lockfile.lastIndexOf('/') + 1),
  }))
})

export const go: Grammar = {
  language: 'go',
  read(frame, index) {
    const symbol = parseGoSymbol(frame.name)
    const inGoFile = frame.file !== null && isGoFile(frame.file)
    if (symbol === null || isBareStandardName(frame.name)) {
      return inGoFile || hasGoModules(index) ? readBareName(frame.name) : null
    }
    if (!inGoFile && (frame.file !== null || !isCertainlyGo(frame.name, symbol, index))) return null
    return {
      ...ownershipOf(symbol, frame.file, index),
      symbol: frame.name,
      function: symbol.function,
      mentions: listMentions(frame.name, index),
      pattern: null,
    }
  },
}

/** Go's own assembly ends in a small `.s`, and lies in its tree. */
function isGoFile(file: string): boolean {
  return file.endsWith('.go') || (file.endsWith('.s') && file.includes('/src/'))
}

/** Names without a package. */
function readBareName(name: string): FrameReading | null {
  const texts = { symbol: name, function: name, mentions: [], pattern: null }
  if (isBareRuntimeName(name)) {
    return { owner: runtime, reason: 'assembly function or cgo shim of the Go runtime', ...texts }
  }
  if (!isBareStandardName(name)) return null
  return { owner: standardLibrary, reason: 'assembly function of crypto, or code that the compiler adds', ...texts }
}

/** Other languages write `path.resolve` and `java/util/HashMap.get`: a shape alone proves nothing, the graph or Go's own marks do. */
function isCertainlyGo(name: string, symbol: GoSymbol, index: PackageIndex): boolean {
  const [importPath = ''] = symbol.importPaths
  if (symbol.importPaths.some((path) => findModule(path, index) !== null)) return true
  const hasMarks = name.includes('.(*') || name.includes('[go.shape.')
  if (isStandardImportPath(importPath)) {
    return hasGoModules(index) || hasMarks || importPath === 'runtime' || importPath.includes('/')
  }
  if (importPath === 'main' || importPath === 'C') return hasGoModules(index) || hasMarks
  return isRemoteImportPath(importPath)
}

/** The import path's first element is a host: `github.com/acme/shop`. */
function isRemoteImportPath(importPath: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\//.test(importPath)
}

function ownershipOf(symbol: GoSymbol, file: string | null, index: PackageIndex): Ownership {
  const inPath = readModuleInPath(symbol, file, index)
  if (inPath !== null) return inPath
  for (const importPath of symbol.importPaths) {
    const found = findModule(importPath, index)
    if (found === null) continue
    return {
      owner: index.ownerOf(found),
      reason: `longest module of go.mod that is a prefix of import path ${importPath}`,
    }
  }
  const [importPath = ''] = symbol.importPaths
  if (importPath === 'main' || importPath === 'command-line-arguments') return mainModule(file, index)
  if (importPath === 'C') return { owner: cgo, reason: 'C function called through cgo, its library is not named' }
  if (isRuntimeImportPath(importPath)) return { owner: runtime, reason: `import path ${importPath} is Go's runtime` }
  if (isStandardImportPath(importPath) && file !== null && /\/src\/runtime\/[^/]+$/.test(file)) {
    return { owner: runtime, reason: `code of Go's runtime, linked under the name of ${importPath}` }
  }
  if (isStandardImportPath(importPath)) {
    return { owner: standardLibrary, reason: `import path ${importPath} is Go's standard library` }
  }
  if (isRemoteImportPath(importPath)) {
    const owner: Owner = { kind: 'unknown', package: null, name: importPath }
    return {
      owner,
      reason: `no module of go.mod is a prefix of import path ${importPath}; the go.mod of the deployed commit would tell`,
    }
  }
  return { owner: ownCode, reason: `import path ${importPath} is neither a module of go.mod nor Go's standard library` }
}

/** The module cache's path states the version that was built, whatever go.mod says now. */
function readModuleInPath(symbol: GoSymbol, file: string | null, index: PackageIndex): Ownership | null {
  const at = file?.indexOf('@v') ?? -1
  if (file === null || at <= 0) return null
  const slash = file.indexOf('/', at)
  const folder = unescapeCase(file.slice(0, at))
  const version = unescapeCase(file.slice(at + 1, slash < 0 ? undefined : slash))
  for (const importPath of symbol.importPaths) {
    for (const module of prefixesOf(importPath)) {
      if (!modulePath.test(module) || (folder !== module && !folder.endsWith(`/${module}`))) continue
      const listed = index.byLibrary('golang', module).find((entry) => index.graph.packages[entry]?.version === version)
      if (listed !== undefined)
        return { owner: index.ownerOf(listed), reason: `module and version ${version} in the file's path` }
      const owner: Owner = { kind: 'dependency', package: null, name: makePurl('golang', module, version) }
      return { owner, reason: `module and version ${version} in the file's path; go.mod does not have this version` }
    }
  }
  return null
}

function unescapeCase(path: string): string {
  return path.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function mainModule(file: string | null, index: PackageIndex): Ownership {
  const modules = mainModules(index)
  const inFolder = modules.filter(({ folder }) => folder !== '' && file?.includes(`/${folder}`))
  const [first, ...others] = (inFolder.length > 0 ? inFolder : modules).map((module) => index.ownerOf(module.index))
  if (first !== undefined && others.every(({ name }) => name === first.name)) {
    return { owner: first, reason: 'package main of the main module' }
  }
  return { owner: ownCode, reason: 'package main; which of the main modules it is of, the frame does not tell' }
}

function findModule(importPath: string, index: PackageIndex): number | null {
  for (const prefix of prefixesOf(importPath.replace(/_test$/, ''))) {
    const [found] = index.byLibrary('golang', prefix)
    if (found !== undefined) return found
  }
  return null
}

/** The import path and its parents, longest first. */
function* prefixesOf(importPath: string): Generator<string> {
  for (let end = importPath.length; end > 0; end = importPath.lastIndexOf('/', end - 1)) yield importPath.slice(0, end)
}

function listMentions(name: string, index: PackageIndex): Mention[] {
  if (!name.includes('[')) return []
  return listTypeArguments(name).flatMap(({ importPath, depth }) => {
    const found = importPath === 'main' ? mainModule(null, index).owner.package : findModule(importPath, index)
    return found === null ? [] : [{ package: found, depth }]
  })
}
