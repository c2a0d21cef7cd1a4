import type { Ecosystem, OwnedProfile } from '../ownership/index.ts'
import type { CarrierRole } from './types.ts'

/** Packages that relay other people's work: on most stacks of any service, and seldom the cause. */
export interface CarrierRule {
  readonly ecosystem: Ecosystem
  readonly role: CarrierRole
  readonly packages: readonly string[]
}

/** What a carrier of this role does, as the end of 'set aside: it …'. */
const relays: Record<CarrierRole, string> = {
  executor: 'polls and schedules other code',
  tracing: 'records what other code does, once for each call or poll',
  allocator: 'hands out memory that other code asks for',
  synchronisation: 'makes other code wait its turn',
  framework: 'calls the handlers of a service',
  adapter: 'joins the streams and futures of others',
}

/** The data table of carriers. Names are package names as the ecosystem writes them. */
export const carrierRules: readonly CarrierRule[] = [
  {
    ecosystem: 'cargo',
    role: 'executor',
    packages: [
      'tokio',
      'mio',
      'async-std',
      'async-executor',
      'async-io',
      'async-global-executor',
      'async-task',
      'smol',
      'glommio',
      'monoio',
      'futures-executor',
      'rayon',
      'rayon-core',
      'crossbeam-deque',
      'crossbeam-epoch',
      'threadpool',
    ],
  },
  {
    ecosystem: 'cargo',
    role: 'tracing',
    packages: [
      'tracing',
      'tracing-core',
      'tracing-subscriber',
      'tracing-futures',
      'tracing-log',
      'tracing-opentelemetry',
      'opentelemetry',
      'opentelemetry_sdk',
      'log',
      'env_logger',
      'slog',
      'fern',
      'metrics',
      'metrics-util',
    ],
  },
  {
    ecosystem: 'cargo',
    role: 'allocator',
    packages: [
      'jemallocator',
      'jemalloc-sys',
      'tikv-jemallocator',
      'tikv-jemalloc-sys',
      'mimalloc',
      'libmimalloc-sys',
      'snmalloc-rs',
    ],
  },
  {
    ecosystem: 'cargo',
    role: 'synchronisation',
    packages: [
      'parking_lot',
      'parking_lot_core',
      'lock_api',
      'spin',
      'once_cell',
      'crossbeam-channel',
      'crossbeam-utils',
      'crossbeam-queue',
      'arc-swap',
    ],
  },
  {
    ecosystem: 'cargo',
    role: 'framework',
    packages: [
      'hyper-util',
      'tower',
      'tower-http',
      'tower-service',
      'axum',
      'axum-core',
      'actix-web',
      'actix-rt',
      'actix-http',
      'warp',
      'rocket',
      'tonic',
      'criterion',
    ],
  },
  {
    ecosystem: 'cargo',
    role: 'adapter',
    packages: [
      'futures',
      'futures-core',
      'futures-util',
      'futures-task',
      'futures-channel',
      'futures-io',
      'futures-lite',
      'tokio-util',
      'tokio-stream',
      'async-stream',
      'pin-project',
      'pin-project-lite',
      'pin-utils',
      'bytes',
      'async-trait',
    ],
  },
  {
    ecosystem: 'npm',
    role: 'framework',
    packages: [
      'express',
      'router',
      'connect',
      'koa',
      'koa-compose',
      'koa-router',
      '@koa/router',
      'fastify',
      'avvio',
      'find-my-way',
      '@hapi/hapi',
      'restify',
      '@nestjs/core',
      '@nestjs/common',
      'body-parser',
      'finalhandler',
      'mocha',
      'jest-circus',
      'vitest',
      'yargs',
      'commander',
    ],
  },
  {
    ecosystem: 'npm',
    role: 'tracing',
    packages: [
      '@opentelemetry/api',
      '@opentelemetry/core',
      '@opentelemetry/sdk-trace-base',
      '@opentelemetry/instrumentation',
      'dd-trace',
      'morgan',
      'pino-http',
      'express-winston',
    ],
  },
  {
    ecosystem: 'npm',
    role: 'adapter',
    packages: [
      'async',
      'bluebird',
      'q',
      'p-limit',
      'p-queue',
      'rxjs',
      'readable-stream',
      'through2',
      'regenerator-runtime',
      'tslib',
    ],
  },
  {
    ecosystem: 'golang',
    role: 'framework',
    packages: [
      'github.com/gin-gonic/gin',
      'github.com/labstack/echo/v4',
      'github.com/gorilla/mux',
      'github.com/go-chi/chi',
      'github.com/go-chi/chi/v5',
      'github.com/julienschmidt/httprouter',
      'github.com/gofiber/fiber/v2',
      'github.com/urfave/cli/v2',
      'github.com/spf13/cobra',
      'google.golang.org/grpc',
    ],
  },
  {
    ecosystem: 'golang',
    role: 'executor',
    packages: ['golang.org/x/sync', 'github.com/panjf2000/ants/v2', 'github.com/sourcegraph/conc'],
  },
  {
    ecosystem: 'golang',
    role: 'tracing',
    packages: ['go.opentelemetry.io/otel', 'go.opentelemetry.io/otel/sdk', 'github.com/prometheus/client_golang'],
  },
]

/** Roles whose private helpers are carriers too: what only tracing uses is tracing. */
const rolesWithHelpers: ReadonlySet<CarrierRole> = new Set(['tracing', 'executor', 'allocator', 'synchronisation'])

export interface Carrier {
  readonly role: CarrierRole
  readonly rule: string
}

/**
 * The carriers among a profile's owners.
 *
 * A package is one by the data table, or because every package that depends on it is a carrier of one role that has helpers
 * (its slab, its thread locals): then no other code can have asked it for work.
 *
 * @param rules the data table; tests that rename packages rename it along
 * @returns from owner index to role and rule
 */
export function findCarriers(owned: OwnedProfile, rules: readonly CarrierRule[] = carrierRules): Map<number, Carrier> {
  const { packages } = owned.graph
  const roles = new Map<string, CarrierRole>()
  for (const rule of rules) for (const name of rule.packages) roles.set(`${rule.ecosystem} ${name}`, rule.role)
  const dependents: number[][] = packages.map(() => [])
  for (const [index, entry] of packages.entries()) for (const used of entry.dependencies) dependents[used]?.push(index)

  const carriers = new Map<number, Carrier>()
  for (const [index, entry] of packages.entries()) {
    const role = entry.own ? undefined : roles.get(`${entry.ecosystem} ${entry.name}`)
    if (role) carriers.set(index, { role, rule: `table of carriers, ${role}: it ${relays[role]}` })
  }
  for (let grew = true; grew; ) {
    grew = false
    for (const [index, entry] of packages.entries()) {
      const users = dependents[index] ?? []
      const first = carriers.get(users[0] ?? -1)
      if (carriers.has(index) || entry.own || !first || !rolesWithHelpers.has(first.role)) continue
      if (!users.every((user) => carriers.get(user)?.role === first.role)) continue
      const names = users.map((user) => packages[user]?.name).join(', ')
      carriers.set(index, { role: first.role, rule: `only ${names} (${first.role}) depends on it` })
      grew = true
    }
  }
  const byOwner = new Map<number, Carrier>()
  for (const [index, owner] of owned.owners.entries()) {
    const carrier = owner.package === null ? undefined : carriers.get(owner.package)
    if (carrier) byOwner.set(index, carrier)
  }
  return byOwner
}
