// Go modules: the checksums from the checksum database, and what a module requires from the module mirror. Specified by
// https://go.dev/ref/mod#checksum-database and https://go.dev/ref/mod#goproxy-protocol. Neither is asked for private modules.

import { badAnswer } from './bad-answer.ts'
import { lookUp } from './look-up.ts'
import { readTextAnswer } from './read-text-answer.ts'
import type { ReleaseIndexClient, ReleaseNeed } from './types.ts'

const name = "Go's checksum database and module mirror"
const sums = 'https://sum.golang.org/lookup'
const mirror = 'https://proxy.golang.org'
const mostBytes = 1024 * 1024

/** @param deadlineMs for each look-up, of two requests */
export function createGoReleases(deadlineMs = 5_000): ReleaseIndexClient {
  return {
    name,
    ecosystems: new Set(['golang']),
    claims: async () => false,
    async releaseOf({ name: module, version }, signal) {
      if (version === null || !isModule(module) || !/^v[\w.+-]{1,128}$/.test(version)) return null
      return lookUp(name, signal, deadlineMs, async (bounded) => {
        const [record, manifest] = await Promise.all([
          ask(`${sums}/${escaped(module)}@${escaped(version)}`, bounded),
          ask(`${mirror}/${escaped(module)}/@v/${escaped(version)}.mod`, bounded),
        ])
        if (record === null || manifest === null) return null
        const lines = record.split('\n')
        const sumOf = (key: string): string | undefined =>
          lines.find((line) => line.startsWith(`${module} ${key} h1:`))?.slice(module.length + key.length + 2)
        const [checksum, manifestChecksum] = [sumOf(version), sumOf(`${version}/go.mod`)]
        if (!checksum || !manifestChecksum) throw badAnswer(name, 'without the checksums')
        return { version, checksum, manifestChecksum, needs: needsIn(manifest), features: '' }
      })
    },
  }
}

async function ask(address: string, signal: AbortSignal): Promise<string | null> {
  const headers = { 'user-agent': 'headwater' }
  return readTextAnswer(await fetch(address, { headers, redirect: 'manual', signal }), name, mostBytes)
}

/** `github.com/Azure/go` is asked for as `github.com/!azure/go`. */
function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)
}

function isModule(text: string): boolean {
  return text.length <= 256 && /^[\w.~-]+(?:\/[\w.~-]+)*$/.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text)
}

function needsIn(manifest: string): ReleaseNeed[] {
  const needs: ReleaseNeed[] = []
  let isBlock = false
  for (const line of manifest.split('\n')) {
    const words = line
      .replace(/\/\/.*/, '')
      .trim()
      .split(/\s+/)
    if (words[0] === 'require' && words[1] === '(') isBlock = true
    else if (words[0] === ')') isBlock = false
    const [module, requirement] = isBlock ? words : words[0] === 'require' ? words.slice(1) : []
    if (module && requirement?.startsWith('v')) needs.push({ name: module, requirement, kind: 'required' })
  }
  return needs
}
