import type { Standin } from '../standin/index.ts'
import type { Secret } from './secret-words.ts'

/** What lets somebody be the App, or read what is private: nobody but GitHub may ever see it. */
export function findCredentials({ app, requests }: Standin): Secret[] {
  const tokens = requests.flatMap(({ actor }) => (actor.kind === 'installation' ? [actor.token] : []))
  const signed = requests.flatMap(({ actor, headers }) => {
    const [, jwt] = /^bearer (\S+)$/i.exec(headers.authorization ?? '') ?? []
    return actor.kind === 'app' && jwt !== undefined ? [jwt] : []
  })
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['installation token', tokens],
    ['JSON web token of the App', signed],
    ['webhook secret', app === null ? [] : [app.webhookSecret]],
    ['private key', app?.privateKey.split('\n').filter((line) => /^[\w+/=]{32,}$/.test(line)) ?? []],
    ['signature of an address', ['X-Amz-Signature']],
  ]
  return kinds.flatMap(([kind, words]) => [...new Set(words)].map((word) => ({ kind, word })))
}
