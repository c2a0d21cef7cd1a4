/** What a manifest says of one dependency. */
export type Requirement =
  | { readonly kind: 'range'; readonly range: string }
  /** The root manifest of the workspace says it. */
  | { readonly kind: 'workspace' }
  | { readonly kind: 'absent' }

export const absent: Requirement = { kind: 'absent' }

export function range(text: string): Requirement {
  return { kind: 'range', range: text }
}

/** Reads one kind of manifest. A stranger's file that cannot be read asks for nothing. */
export type RequirementReader = (text: string, dependency: string) => Requirement
