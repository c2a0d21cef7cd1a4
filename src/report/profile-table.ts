import type { Cell, TablePart } from '../contribution/index.ts'
import type { ProfileLine } from './comment-input.ts'

/** All profiles of an incident, each with what became of it; those that could not be read first, since they need a hand. */
export function profileTable(profiles: readonly ProfileLine[], most: number): TablePart {
  const sorted = [...profiles].sort((a, b) => Number(b.error !== null) - Number(a.error !== null))
  const left = sorted.length - most
  return {
    part: 'table',
    header: ['profile', 'found', 'size', 'format', 'samples', 'what became of it'],
    rows: [
      ...sorted
        .slice(0, most)
        .map(({ name, source, bytes, format, samples, error }) => [
          { part: 'name', text: name } as const,
          foundAt(source),
          bytes === null ? '–' : sizeOf(bytes),
          format === null ? '–' : ({ part: 'name', text: format } as const),
          samples === null ? '–' : samples.toLocaleString('en'),
          error === null ? 'read' : `not read: ${error}`,
        ]),
      ...(left > 0 ? [[`and ${left} more`, '', '', '', '', '']] : []),
    ],
  }
}

function foundAt(source: string): Cell {
  return /^https?:\/\//.test(source) ? { part: 'link', label: 'here', url: source } : source
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${kilobytes.toFixed(0)} KiB` : `${(kilobytes / 1024).toFixed(1)} MiB`
}
