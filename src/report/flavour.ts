import { cleanText, shorten } from '../contribution/index.ts'

/** How one medium writes what every report consists of. Everything that comes from outside passes through one of these. */
export interface Flavour {
  readonly template: string
  readonly bold: string
  readonly plain: string
  /** Running text, in which backticks mark names. */
  text(text: string): string
  table(header: readonly string[], rows: readonly (readonly string[])[]): string
}

const widestCell = 76

/** Plain text for a terminal; columns are padded, all but the last are numbers or short names. */
export function terminalFlavour(colour: boolean): Flavour {
  return {
    template: 'report/report.txt.mustache',
    bold: colour ? '\u001b[1m' : '',
    plain: colour ? '\u001b[0m' : '',
    text: cleanText,
    table(header, rows) {
      const lines = [header, ...rows].map((row) => row.map((cell) => shorten(cleanText(cell), widestCell)))
      const widths = header.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)))
      return lines
        .map((row) =>
          `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
        )
        .join('\n')
    },
  }
}
