/**
 * A Python package's name as PEP 503 compares it: lower case, and one hyphen for each run of `-`, `_` and `.`.
 * https://packaging.python.org/en/latest/specifications/name-normalization/
 */
export function pythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
