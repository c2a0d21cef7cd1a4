/*
 * PHP frames of Excimer (collapsed and speedscope), phpspy, XHProf and Datadog's pprof files: names are read by php-symbol.ts, paths
 * follow Composer's layout, https://getcomposer.org/doc/01-basic-usage.md#autoloading (`vendor/VENDOR/NAME/`).
 */

import type { Frame } from '../../profile/index.ts'
import type { FrameReading, Grammar, Owner, PackageIndex } from '../types.ts'
import { ownCode, ownerOfOwnFile } from './own-folders.ts'
import { ownerAmong } from './own-named.ts'
import { hasPackagesOf, perGraph } from './per-graph.ts'
import { findNamespace } from './php/find-namespace.ts'
import { isInternalClass } from './php/php-classes.ts'
import { isInternalFunction } from './php/php-functions.ts'
import { type PhpSymbol, readPhpSymbol } from './php/php-symbol.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const standardLibrary: Owner = { kind: 'standard-library', package: null, name: 'php std' }
const autoloader: Owner = { kind: 'runtime', package: null, name: 'composer autoloader' }
const engine: Owner = { kind: 'runtime', package: null, name: 'php' }

const sourceFile = /\.(?:php\d?|phtml|inc|phar|module)$|^phar:\/\//
const vendorFile = /\/vendor\/(?:composer\/[\w.-]+\.php$|autoload\.php$)/
const vendorFolder = /\/vendor\/([a-z0-9](?:[\w.-]*[a-z0-9])?)\/([a-z0-9][\w.-]*)\//gi
const program = /(?:^|\/)(?:php(?:-fpm|-cgi)?[\d.]*|libphp[\d.]*\.so)$/

const hasComposer = hasPackagesOf('composer')

/** Whether a name without any mark can only be PHP's: the service has no other language but a browser's. */
const runsOnlyPhp = perGraph(
  ({ packages }) =>
    packages.some(({ ecosystem }) => ecosystem === 'composer') &&
    packages.every(({ ecosystem }) => ecosystem === 'composer' || ecosystem === 'npm' || ecosystem === 'deb'),
)

export const php: Grammar = {
  language: 'php',
  read(frame, index) {
    const { name, object } = frame
    if (object !== null) return program.test(object) ? native(name, object) : null
    const symbol = readPhpSymbol(name) ?? nameless(frame)
    if (symbol === null || !isPhp(frame, symbol, index)) return null
    const ownership = ownershipOf(frame, symbol, index)
    return { ...ownership, symbol: name.replaceAll('\0', ' '), function: symbol.function, mentions: [], pattern: null }
  },
}

/** What stands in a PHP file is PHP's, whatever it is called. */
function nameless({ name, file }: Frame): PhpSymbol | null {
  if (file === null || !sourceFile.test(file)) return null
  return { qualified: null, isMethod: false, function: name, file: null, isMarked: false }
}

function native(name: string, object: string): FrameReading {
  const reason = `in ${object.replace(/^.*\//s, '')}, which is PHP itself`
  return { owner: engine, reason, symbol: name, function: name, mentions: [], pattern: null }
}

function isPhp({ file, kind }: Frame, { isMarked, file: within }: PhpSymbol, index: PackageIndex): boolean {
  if (file !== null && !isInternalFile(file)) return sourceFile.test(file)
  return isMarked ? within === null || sourceFile.test(within) : kind === null && runsOnlyPhp(index)
}

/** phpspy has these for functions that PHP has in C. */
function isInternalFile(file: string): boolean {
  return file === '<internal>' || file === ''
}

function ownershipOf(frame: Frame, symbol: PhpSymbol, index: PackageIndex): Ownership {
  const file = symbol.file ?? (frame.file !== null && !isInternalFile(frame.file) ? frame.file : null)
  const byPath = file === null ? null : ownerOfPath(file, index)
  if (byPath !== null) return byPath
  const { qualified } = symbol
  const found = qualified === null ? null : findNamespace(qualified, index)
  if (found !== null) return ownerAmong(found.packages, found.rule, index)
  if (file !== null) return ownerOfOwnFile('composer', file, 'PHP file outside vendor/', index)
  if (qualified === null) return { owner: ownCode, reason: "the program's own script" }
  return isInternal(symbol, qualified) || frame.file !== null
    ? { owner: standardLibrary, reason: 'function or class of an extension that comes with PHP' }
    : ownerOfRest(qualified, index)
}

/** What a path alone decides: Composer's folders. */
function ownerOfPath(path: string, index: PackageIndex): Ownership | null {
  if (vendorFile.test(path)) return { owner: autoloader, reason: "Composer's generated autoloader" }
  const [, vendor, own] = [...path.matchAll(vendorFolder)].at(-1) ?? []
  if (vendor === undefined || own === undefined) return null
  const name = `${vendor}/${own}`.toLowerCase()
  const found = index.byName('composer', name)
  if (found.length > 0) return ownerAmong(found, 'package by its folder in vendor/', index)
  const owner: Owner = { kind: 'unknown', package: null, name }
  return {
    owner,
    reason: `file of package ${name}, which no lockfile names; that of the deployed commit would tell the version`,
  }
}

function isInternal({ isMethod }: PhpSymbol, qualified: string): boolean {
  const [first = ''] = qualified.split('\\', 1)
  return isMethod ? isInternalClass(first) : isInternalFunction(qualified)
}

function ownerOfRest(qualified: string, index: PackageIndex): Ownership {
  const [first = ''] = qualified.split('\\', 1)
  if (hasComposer(index))
    return { owner: ownCode, reason: `no package of composer.lock claims ${first}, and PHP has no such extension` }
  const owner: Owner = { kind: 'unknown', package: null, name: first }
  return { owner, reason: `no composer.lock was read, which would tell whose ${first} is` }
}
