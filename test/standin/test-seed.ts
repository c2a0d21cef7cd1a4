import type { Seed } from './seed.ts'

/** A service with an incident, small enough to see through; the stand-in's own tests share it. */
export const seed: Seed = {
  users: [
    { login: 'mona' },
    { login: 'wendy' },
    { login: 'trish' },
    { login: 'rita' },
    { login: 'stranger' },
    { login: 'helper-bot', type: 'Bot' },
  ],
  organizations: [{ login: 'acme', admins: ['mona'] }],
  repositories: [
    {
      name: 'acme/checkout',
      private: true,
      labels: ['incident-profile', 'bug'],
      collaborators: { wendy: 'write', trish: 'triage', rita: 'read' },
      commits: [
        {
          message: 'First release',
          files: { 'Cargo.lock': '# version 1\n', 'src/main.rs': 'fn main() {}\n' },
          tag: 'v1.0.0',
        },
        { message: 'Move on', files: { 'Cargo.lock': '# version 2\n' } },
      ],
    },
    { name: 'acme/open-door', collaborators: { wendy: 'write' }, files: { 'README.md': '# Open door\n' } },
    { name: 'acme/elsewhere', private: true, files: { 'README.md': '# Not installed here\n' } },
  ],
  app: {
    webhookSecret: 'a secret of the tests',
    installations: [{ id: 7, account: 'acme', repositories: ['acme/checkout', 'acme/open-door'] }],
  },
}
