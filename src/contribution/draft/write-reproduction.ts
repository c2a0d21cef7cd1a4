import type { ShapeKind } from '../../diagnosis/index.ts'
import type { Ecosystem, Package } from '../../ownership/index.ts'
import { type GateContext, passGate } from '../gate.ts'
import { fillFile } from './fill-file.ts'
import type { PublishedFile } from './types.ts'

/** The one folder of the fork that is written to. */
export const reproductionFolder = 'headwater-reproduction'

/** What a scaffold measures. */
type Measurement = 'spin' | 'growth' | 'cost'

/** The files of an ecosystem's scaffold; `test` is the template of the test without its measurement. */
interface Scaffold {
  readonly folder: string
  readonly files: readonly { readonly template: string; readonly path: string }[]
  readonly test: { readonly ending: string; readonly path: string; readonly of: readonly Measurement[] }
  readonly command: string
}

const generic: Scaffold = {
  folder: 'generic',
  files: [],
  test: { ending: 'sh', path: 'run.sh', of: [] },
  command: 'sh run.sh',
}
const all: readonly Measurement[] = ['spin', 'growth', 'cost']

/** Ecosystems that have a scaffold of their own. */
const scaffolds: Partial<Record<Ecosystem, Scaffold>> = {
  cargo: {
    folder: 'cargo',
    files: [{ template: 'Cargo.toml', path: 'Cargo.toml' }],
    test: { ending: 'rs', path: 'tests/reproduction.rs', of: all },
    command: 'cargo test',
  },
  npm: {
    folder: 'npm',
    files: [{ template: 'package.json', path: 'package.json' }],
    test: { ending: 'js', path: 'reproduction.test.js', of: all },
    command: 'npm install\nnpm test',
  },
  golang: {
    folder: 'golang',
    files: [{ template: 'go.mod', path: 'go.mod' }],
    test: { ending: 'go', path: 'reproduction_test.go', of: all },
    command: 'go test ./...',
  },
}

/**
 * The reproduction's scaffold for a package and a shape: a test that measures, and fails until a person has put the trigger
 * in and then until the fix.
 *
 * @param directory of the package within its repository; null for the root
 */
export function writeReproduction(
  culprit: Package,
  shape: ShapeKind,
  directory: string | null,
  gate: GateContext,
): PublishedFile[] {
  const { folder, files, test, command } = scaffolds[culprit.ecosystem] ?? generic
  const measurement = measurementOf(shape)
  const template = test.of.includes(measurement) ? measurement : 'run'
  const words = {
    package: culprit.name,
    path: pathTo(directory),
    version: placeholderVersion(culprit.name),
  }
  const readme = passGate(
    {
      template: 'reproductions/README.md.mustache',
      view: {
        shape: { part: 'name', text: shape },
        package: { part: 'name', text: culprit.name },
        test: { part: 'name', text: test.path },
        command: { part: 'block', language: 'sh', text: command },
      },
    },
    // All that fills it is public: the culprit's name, and paths of ours.
    { ...gate, redact: null },
  )
  return [
    ...files.map((file) => ({
      path: file.path,
      bytes: fillFile(`reproductions/${folder}/${file.template}.mustache`, words),
    })),
    { path: test.path, bytes: fillFile(`reproductions/${folder}/${template}.${test.ending}.mustache`, words) },
    { path: 'README.md', bytes: Buffer.from(readme) },
  ].map(({ path, bytes }) => ({ path: `${reproductionFolder}/${path}`, bytes }))
}

/** From the reproduction's folder to the package; a folder with an odd name is left to the person. */
function pathTo(directory: string | null): string {
  return `../${directory === null || /^[\w@+-][\w.@+/-]*$/.test(directory) ? (directory ?? '') : 'FILL-IN'}`
}

function measurementOf(shape: ShapeKind): Measurement {
  switch (shape) {
    case 'busy-loop':
    case 'syscall-bound':
      return 'spin'
    case 'quadratic-algorithm':
    case 'regex-backtracking':
      return 'growth'
    case 'gc-pressure':
    case 'lock-contention':
    case 'exceptions':
    case 'jit':
    case 'hot-work':
    case 'unknown':
      return 'cost'
  }
}

/** A version that Go takes for a module that a `replace` leads elsewhere: its major version is part of the module's name. */
function placeholderVersion(name: string): string {
  const major = /\/v([2-9]|[1-9]\d+)$/.exec(name)?.[1] ?? /^gopkg\.in\/.*\.v(\d+)$/.exec(name)?.[1] ?? '0'
  return `v${major}.0.0`
}
