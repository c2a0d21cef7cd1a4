import { fileURLToPath } from 'node:url'

const folder = new URL('../../test/incidents/rust-tokio-rustls-close-notify-spin/', import.meta.url)

/** The incident that Headwater was born from, recorded with the real defect; `expected.json` beside it states its cause. */
export const canonicalIncident = {
  profile: fileURLToPath(new URL('profile.nodemangle.script.gz', folder)),
  service: fileURLToPath(new URL('service', folder)),
  text: fileURLToPath(new URL('incident.md', folder)),
  culprit: 'pkg:cargo/tokio-rustls@0.23.4',
}
