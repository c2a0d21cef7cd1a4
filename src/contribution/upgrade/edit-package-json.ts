// The range of a dependency in a package.json. https://docs.npmjs.com/cli/v11/configuring-npm/package-json#dependencies

import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import { replaceText } from './replace-text.ts'

export const dependencyFields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const

/**
 * @param range what the range comes to; a stated exact version stays exact, a tilde stays a tilde
 * @returns the edited text and the new range; null where the manifest states no range, or an alias, address or folder
 */
export function editPackageJson(
  text: string,
  name: string,
  range: string,
): { readonly text: string; readonly range: string } | null {
  const root = parseTree(text)
  if (!root) return null
  const nodes = dependencyFields.flatMap((field) => {
    const node = findNodeAtLocation(root, [field, name])
    return node?.type === 'string' && isRange(String(node.value)) ? [node] : []
  })
  const [first] = nodes
  if (!first) return null
  const styled = inStyleOf(String(first.value), range)
  return {
    text: replaceText(
      text,
      nodes.map((node) => replaceString(node, styled)),
    ),
    range: styled,
  }
}

/** A text node's place in its file, with another text. */
export function replaceString({ offset, length }: Node, text: string) {
  return { start: offset, end: offset + length, text: JSON.stringify(text) }
}

function isRange(text: string): boolean {
  return /^[\^~<>=v\d*xX]/.test(text)
}

function inStyleOf(stated: string, range: string): string {
  const version = range.replace(/^[\^~=v]+/, '')
  if (/^=?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(stated)) return version
  return stated.startsWith('~') ? `~${version}` : range.startsWith('^') || !/^\d/.test(range) ? range : `^${version}`
}
