import { type Palette, palettes, type Theme } from './palette.ts'

/** `auto` is light, and dark where the reader prefers that and the renderer knows it. */
export type ThemeChoice = Theme | 'auto'

/** The pattern of the culprit's frames, by which `url(#...)` finds it. */
export const stripesId = 'flamegraph-stripes'

/** Prefixes for the classes of marks and of steps of change, apart from the categories' own names. */
export const markClass = { culprit: 'is-culprit', named: 'is-named' } as const
export const changeClass = (step: number): string => `change${step < 0 ? `-less${-step}` : step}`

const mono = 'ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace'
const sans = 'system-ui,"DejaVu Sans",sans-serif'

/** Families are named so that the bundled font is found by renderers without fonts of their own. */
const fixedRules: Readonly<Record<string, string>> = {
  text: `font-family: ${sans}; font-size: 12px`,
  '.title': 'font-size: 17px; font-weight: bold',
  '.frames text': `font-family: ${mono}; font-size: 11px; pointer-events: none`,
  '.culprit rect, .strip rect': `fill: url(#${stripesId})`,
  '.is-culprit rect': 'stroke-width: 1.5',
  '.is-named rect': 'stroke-width: 1.5; stroke-dasharray: 5 2.5',
  '.is-culprit text': 'font-weight: bold',
  '.frames .thin rect': 'stroke: none',
}

/** For what the script does. */
const interactiveRules: Readonly<Record<string, string>> = {
  '.frames g': 'cursor: pointer; outline: none',
  '.hidden': 'display: none',
  '.faded': 'opacity: .5',
  '.searching g': 'opacity: .35',
  '.searching g.hit': 'opacity: 1',
  '.frames g:focus rect': 'stroke-width: 3; stroke-dasharray: none',
  '.details': `font-family: ${mono}; font-size: 11px`,
  '.tools': 'display: flex; gap: 6px',
  '.tools input, .tools button': `font: 12px ${sans}; border: 1px solid; border-radius: 4px; padding: 3px 8px; background: transparent`,
  '.tools input': 'flex: 1; min-width: 0',
}

/** The style sheet. Plain rules first, the dark ones after them in a media query, which renderers of stills skip. */
export function svgStyle(choice: ThemeChoice, interactive: boolean): string {
  const fixed = writeRules(interactive ? { ...fixedRules, ...interactiveRules } : fixedRules)
  const plain = `${fixed}\n${writeRules(themeRules(palettes[choice === 'dark' ? 'dark' : 'light']))}`
  if (choice !== 'auto') return plain
  return `${plain}\n@media (prefers-color-scheme: dark) {\n${writeRules(themeRules(palettes.dark))}\n}`
}

function themeRules(palette: Palette): Record<string, string> {
  const rules: Record<string, string> = {
    '.ground': `fill: ${palette.background}`,
    text: `fill: ${palette.text}`,
    '.faint, .details': `fill: ${palette.faintText}`,
    '.frames text': `fill: ${palette.ink}`,
    '.root rect': `fill: ${palette.root}`,
    '.root text': `fill: ${palette.text}`,
    '.stripes rect': `fill: ${palette.categories.culprit}`,
    '.stripes path': `stroke: ${palette.stripe}`,
    '.is-culprit rect, .is-named rect, .frames g:focus rect': `stroke: ${palette.text}`,
    '.tools input, .tools button': `color: ${palette.text}; border-color: ${palette.faintText}`,
  }
  for (const [category, colour] of Object.entries(palette.categories)) {
    if (category !== 'culprit') rules[`.${category} rect`] = `fill: ${colour}`
  }
  for (const [step, colour] of Object.entries(palette.changes)) {
    rules[`.${changeClass(Number(step))} rect`] = `fill: ${colour}`
  }
  return rules
}

/** All rules are kept inside the picture, so that it can stand in a page. */
function writeRules(rules: Readonly<Record<string, string>>): string {
  const scoped = (selectors: string): string => selectors.replace(/(^|, )/g, '$1.flamegraph ')
  return Object.entries(rules)
    .map(([selectors, declarations]) => `${scoped(selectors)} { ${declarations} }`)
    .join('\n')
}
