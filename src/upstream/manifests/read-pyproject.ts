// pyproject.toml of a Python project's sources, with Poetry's table from before its version 2. Specified by
// https://packaging.python.org/en/latest/specifications/pyproject-toml/#urls and https://python-poetry.org/docs/1.8/pyproject/.

import { entriesOf, fieldsOf, textOf } from '../../ownership/index.ts'
import { readToml } from '../read-safely.ts'
import { type LabelledLink, sortLinks } from './labelled-links.ts'
import type { ManifestClaims } from './types.ts'

export function readPyproject(text: string): ManifestClaims | null {
  const toml = readToml(text)
  const project = fieldsOf(toml, 'project')
  const poetry = fieldsOf(fieldsOf(toml, 'tool'), 'poetry')
  const name = textOf(project, 'name') ?? textOf(poetry, 'name')
  if (name === null) return null
  const urls = [...entriesOf(fieldsOf(project, 'urls')), ...entriesOf(fieldsOf(poetry, 'urls'))]
  const links: LabelledLink[] = [...urls, ['repository', textOf(poetry, 'repository')] as const].flatMap(
    ([label, address]): LabelledLink[] => (typeof address === 'string' ? [[label, address]] : []),
  )
  return { name, ...sortLinks(links, textOf(poetry, 'homepage')) }
}
