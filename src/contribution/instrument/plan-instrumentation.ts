import mustache from 'mustache'
import type { ShapeKind } from '../../diagnosis/index.ts'
import type { Ecosystem, ServiceFile } from '../../ownership/index.ts'
import { readTemplate } from '../read-template.ts'

/** What is kept watch with, by shape and by the ecosystem of the service's own code. */
const kits: Partial<Record<ShapeKind, Partial<Record<Ecosystem, Kit>>>> = {
  'busy-loop': {
    cargo: {
      folder: 'busy-loop/rust',
      files: ['README.md', 'self_wakes.rs', 'alerts.yml', 'profile-on-alarm.sh'],
      wire: [
        'Move `self_wakes.rs` into the crate that spawns tasks, and wrap them: `tokio::spawn(self_wakes::watch("connection", …))`.',
        'Append `self_wakes::metrics()` to what the service serves to Prometheus.',
        'Load `alerts.yml` in Prometheus, and let the receiver of the alert run `profile-on-alarm.sh` on the host.',
      ],
    },
    npm: {
      folder: 'busy-loop/node',
      files: ['README.md', 'busy-loop-watch.mjs', 'alerts.yml'],
      wire: [
        'Start the watch where the service starts: `watchBusyLoop({ folder: … })` of `busy-loop-watch.mjs`.',
        'Append `watch.metrics()` to what the service serves to Prometheus.',
        'Load `alerts.yml` in Prometheus; the profile on alarm is taken by the process itself.',
      ],
    },
  },
}

interface Kit {
  /** Below `templates/instrumentation/`. */
  readonly folder: string
  readonly files: readonly string[]
  /** What a person has to do, a sentence each. */
  readonly wire: readonly string[]
}

export interface InstrumentationQuestion {
  readonly shape: ShapeKind
  /** Of the service's own code. */
  readonly ecosystem: Ecosystem | null
  /** The service's name: metrics begin with it. */
  readonly service: string
  /** The incident, as the texts name it: `#12`. */
  readonly incident: string
  /** Where the files go; null where nobody says. */
  readonly folder: string | null
  /** All paths of the service's repository. */
  readonly paths: readonly string[]
}

/** Files that watch for the trouble's return. */
export interface Instrumentation {
  readonly folder: string
  readonly files: readonly ServiceFile[]
  readonly wire: readonly string[]
}

/**
 * Chooses metric, alert rule and profile on alarm for a shape and a language, and fills them in.
 *
 * @returns files in a folder that the repository does not have yet; or one sentence that says why there are none
 */
export function planInstrumentation(question: InstrumentationQuestion): Instrumentation | string {
  const { shape, ecosystem, service, incident } = question
  const languages = kits[shape]
  const kit = ecosystem === null ? undefined : languages?.[ecosystem]
  if (!kit) {
    return languages
      ? `there is no instrumentation for a ${shape} in this language yet; there is for Rust and Node.js`
      : `there is no instrumentation for the shape ${shape} yet; there is for a busy-loop, in Rust and Node.js`
  }
  const folder = freeFolder(question.folder ?? 'instrumentation', shape, question.paths)
  const prefix = metricPrefix(service)
  const view = { prefix, alert: camelCase(prefix), incident, folder }
  return {
    folder,
    files: kit.files.map((file) => ({
      path: `${folder}/${file}`,
      // Braces belong to Rust, JavaScript and Prometheus's own templates.
      text: mustache.render(readTemplate(`instrumentation/${kit.folder}/${file}.mustache`), view, {}, plainTags),
    })),
    wire: kit.wire,
  }
}

const plainTags = { tags: ['<%', '%>'] as [string, string], escape: (value: unknown) => String(value) }

/** A folder of ours alone; compared without regard to case, as some file systems do. */
function freeFolder(parent: string, shape: string, paths: readonly string[]): string {
  const taken = new Set<string>()
  const above = parent.replace(/\/+$/, '')
  for (const path of paths) {
    const lower = path.toLowerCase()
    if (!lower.startsWith(`${above.toLowerCase()}/`)) continue
    taken.add(lower.slice(above.length + 1).split('/', 1)[0] ?? '')
  }
  let name = shape
  for (let number = 2; taken.has(name); number += 1) name = `${shape}-${number}`
  return `${above}/${name}`
}

/** Names of metrics hold letters, digits and underscores. https://prometheus.io/docs/concepts/data_model/ */
function metricPrefix(service: string): string {
  const name = service
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 40)
  return name || 'service'
}

function camelCase(prefix: string): string {
  return prefix.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
