import { Option } from 'commander'
import { LIMITS, type Limits, readLimits } from '../profile/index.ts'

/** `--limit`, of every command that reads profiles: `flags.limit` then holds all limits, where one was changed. */
export function limitOption(): Option {
  return new Option(
    '--limit <name=number>',
    'read a profile that is past a limit, for instance stacks=30000000 (docs/formats.md has them all); may be repeated',
  ).argParser((change: string, before: Limits = LIMITS) => readLimits([change], before))
}
