import type { Category, ChangeStep } from './types.ts'

export type Theme = 'light' | 'dark'

/** Colours of one theme. Every fill carries `ink` with a contrast of at least 4.5. */
export interface Palette {
  readonly background: string
  /** Text on fills. */
  readonly ink: string
  /** Text on the background, and the outline of what is marked. */
  readonly text: string
  readonly faintText: string
  readonly root: string
  readonly categories: Readonly<Record<Category, string>>
  /** The stripes that tell the culprit from the rest without colour. */
  readonly stripe: string
  /** From `-3` (much less) to `3` (much more). */
  readonly changes: Readonly<Record<ChangeStep, string>>
}

/**
 * Hues in the spirit of Okabe and Ito, lightness and chroma found by search: for normal sight and (by Machado's model)
 * for protanopia, deuteranopia and tritanopia any two categories are at least 0.08 apart in OKLab.
 */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    background: '#ffffff',
    ink: '#12161b',
    text: '#12161b',
    faintText: '#545d68',
    root: '#f3f4f6',
    categories: {
      own: '#5b94dd',
      culprit: '#e1520f',
      dependency: '#78c2a5',
      carrier: '#c5adf3',
      'standard-library': '#eecf7a',
      kernel: '#909296',
      other: '#e1e9ef',
    },
    stripe: '#ee7c46',
    changes: {
      [-3]: '#4a95d6',
      [-2]: '#8dbde6',
      [-1]: '#c8dff2',
      0: '#ebebeb',
      1: '#fbdfbf',
      2: '#f5b56c',
      3: '#e5801a',
    },
  },
  dark: {
    background: '#0d1117',
    ink: '#ffffff',
    text: '#e9edf2',
    faintText: '#9aa4b0',
    root: '#20262e',
    categories: {
      own: '#0072c4',
      culprit: '#bd4e00',
      dependency: '#255f4f',
      carrier: '#664a8e',
      'standard-library': '#503c01',
      kernel: '#707070',
      other: '#292e35',
    },
    stripe: '#a34200',
    changes: {
      [-3]: '#1a73bd',
      [-2]: '#1f5483',
      [-1]: '#213b54',
      0: '#30353c',
      1: '#533e24',
      2: '#80541a',
      3: '#b05d00',
    },
  },
}
