import { fileURLToPath } from 'node:url'

const folder = new URL('../../test/incidents/rust-tokio-rustls-close-notify-spin/', import.meta.url)
const fileOf = (name: string): string => fileURLToPath(new URL(name, folder))

/** The incident that Headwater was born from, recorded with the real defect; `expected.json` beside it states its cause. */
export const canonicalIncident = {
  title: 'edge-proxy: two hosts pegged at 100 % CPU',
  repository: 'acme/edge-proxy',
  profile: fileOf('profile.nodemangle.script.gz'),
  /** The same trigger, on the build with the fix. */
  after: fileOf('after.script.gz'),
  service: fileOf('service'),
  text: fileOf('incident.md'),
  culprit: 'pkg:cargo/tokio-rustls@0.23.4',
}
