import mustache from 'mustache'
import { readTemplate } from '../contribution/index.ts'
import { type Amount, type Comparison, describeRate, percent, type RunSummary } from '../diagnosis/index.ts'
import type { Flavour } from './flavour.ts'
import { outcomeLine } from './outcome-line.ts'

/** A comparison as text for a terminal: the answer first, then why, then every number. */
export function renderComparison(comparison: Comparison, flavour: Flavour): string {
  const { outcome, reasons, before, after, versions, next } = comparison
  const view = {
    bold: flavour.bold,
    plain: flavour.plain,
    outcome: outcomeLine[outcome],
    reasons: [...reasons],
    ...changesView(comparison, ['before', 'after'], flavour),
    runTable: flavour.table(
      ['', 'samples', 'seconds', 'threads', 'shape', 'verdict', 'culprit'],
      [
        ['before', ...runCells(before)],
        ['after', ...runCells(after)],
      ],
    ),
    hasVersions: versions !== null && versions.length > 0,
    versions: versions ?? [],
    next: next.map((text, index) => ({ number: index + 1, text })),
  }
  return render('report/comparison.txt.mustache', view, flavour)
}

/** Of a diagnosed recording beside one of another run: only the numbers. */
export function renderChanges(comparison: Comparison, other: string, flavour: Flavour): string {
  const view = {
    bold: flavour.bold,
    plain: flavour.plain,
    other,
    ...changesView(comparison, ['here', 'there'], flavour),
  }
  return render('report/compared.txt.mustache', view, flavour)
}

function render(template: string, view: object, flavour: Flavour): string {
  return mustache.render(readTemplate(template), view, {}, { escape: (value) => flavour.text(String(value)) })
}

function changesView({ changes, unit }: Comparison, sides: readonly [string, string], flavour: Flavour): object {
  const isTimed = changes.some(({ before, after }) => before.rate !== null && after.rate !== null)
  const rateUnit = unit === 'seconds' ? 'seconds on the CPU for each second of wall time' : `${unit} a second`
  return {
    measured: isTimed ? rateUnit : 'shares of the time on the CPU; a recording does not tell how long it took',
    changeTable: flavour.table(
      [...sides, 'what'],
      changes.map(({ before, after, counted }) => [
        amount(before, isTimed, unit),
        amount(after, isTimed, unit),
        counted,
      ]),
    ),
  }
}

function amount({ share, rate }: Amount, isTimed: boolean, unit: string): string {
  return isTimed && rate !== null ? describeRate(rate, unit) : percent(share)
}

function runCells({ samples, durationSeconds, threads, shape, verdict, culprit }: RunSummary): string[] {
  const seconds = durationSeconds === null ? 'unknown' : durationSeconds.toFixed(1)
  return [String(samples), seconds, String(threads), shape, verdict, culprit ?? '']
}
