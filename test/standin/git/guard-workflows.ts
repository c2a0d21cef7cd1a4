import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Set for git where whoever pushes may change workflows: people, and installations with `workflows: write`. */
export const mayChangeWorkflows = 'STANDIN_MAY_CHANGE_WORKFLOWS'

/** A workflow is taken from an App only as it stands on a branch that is there already. */
const hook = `#!/bin/sh
new=$3
[ "$${mayChangeWorkflows}" = yes ] && exit 0
git cat-file -e "$new" 2>/dev/null || exit 0
git ls-tree -r "$new" -- .github/workflows/ | while read -r _ _ blob path; do
  for ref in $(git for-each-ref --format='%(refname)' refs/heads); do
    [ "$(git rev-parse -q --verify "$ref:$path")" = "$blob" ] && continue 2
  done
  echo "refusing to allow a GitHub App to create or update workflow \\\`$path\\\` without \\\`workflows\\\` permission" >&2
  exit 1
done
`

/** Makes a bare repository refuse pushes of an App that change workflows, as GitHub does. */
export function guardWorkflows(directory: string): void {
  mkdirSync(join(directory, 'hooks'), { recursive: true })
  const file = join(directory, 'hooks', 'update')
  writeFileSync(file, hook)
  chmodSync(file, 0o755)
}
