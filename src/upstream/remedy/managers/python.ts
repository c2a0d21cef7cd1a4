// https://pip.pypa.io/en/stable/cli/pip_install/, https://pip-tools.readthedocs.io/en/stable/, https://python-poetry.org/docs/cli/,
// https://docs.astral.sh/uv/reference/cli/, https://pdm-project.org/en/latest/reference/cli/, https://pipenv.pypa.io/en/latest/commands.html.

import type { PackageManager } from './types.ts'

/** A requirements file is manifest and lockfile in one: a person edits it. */
export const pip: PackageManager = {
  name: 'pip',
  leavesManifest: true,
  move: ({ name, to }) => `pip install "${name}==${to}"`,
  raise: ({ name, to }) => `pip install "${name}==${to}"`,
  follow: (name) => `pip install --upgrade ${name}`,
}

export const pipCompile: PackageManager = {
  name: 'pip-compile',
  leavesManifest: true,
  move: ({ name, to }) => `pip-compile --upgrade-package "${name}==${to}"`,
  raise: ({ name, to }) => `pip-compile --upgrade-package "${name}==${to}"`,
  follow: (name) => `pip-compile --upgrade-package ${name}`,
}

export const poetry: PackageManager = {
  name: 'poetry',
  move: ({ name }) => `poetry update ${name}`,
  raise: ({ name, to }) => `poetry add "${name}>=${to}"`,
  follow: (name) => `poetry update ${name}`,
}

export const uv: PackageManager = {
  name: 'uv',
  move: ({ name, to }) => `uv lock --upgrade-package "${name}==${to}"`,
  raise: ({ name, to }, own) => `uv add ${own.isWorkspace ? `--package ${own.name} ` : ''}"${name}>=${to}"`,
  follow: (name) => `uv lock --upgrade-package ${name}`,
}

export const pdm: PackageManager = {
  name: 'pdm',
  move: ({ name }) => `pdm update ${name}`,
  raise: ({ name, to }) => `pdm add "${name}>=${to}"`,
  follow: (name) => `pdm update ${name}`,
}

export const pipenv: PackageManager = {
  name: 'pipenv',
  move: ({ name, to }) => `pipenv upgrade "${name}==${to}"`,
  raise: ({ name, to }) => `pipenv install "${name}>=${to}"`,
  follow: (name) => `pipenv update ${name}`,
}
