// https://doc.rust-lang.org/cargo/commands/cargo-update.html and cargo-add, https://go.dev/ref/mod#go-get,
// https://bundler.io/man/bundle-update.1.html, https://getcomposer.org/doc/03-cli.md#update-u-upgrade,
// https://www.mojohaus.org/versions/versions-maven-plugin/use-dep-version-mojo.html,
// https://docs.gradle.org/current/userguide/dependency_locking.html, https://learn.microsoft.com/dotnet/core/tools/dotnet-package-add,
// https://docs.conan.io/2/reference/commands/lock.html.

import type { Move, PackageManager } from './types.ts'

export const cargo: PackageManager = {
  name: 'cargo',
  move: ({ name, to, from }) => `cargo update -p ${from === null ? name : `${name}@${from}`} --precise ${to}`,
  raise: ({ name, to }, own) => `cargo add ${own.isWorkspace ? `--package ${own.name} ` : ''}${name}@${to}`,
  follow: (name) => `cargo update -p ${name}`,
}

export const go: PackageManager = {
  name: 'go',
  move: ({ name, to }) => `go get ${name}@${to}`,
  raise: ({ name, to }) => `go get ${name}@${to}`,
  follow: (name) => `go get ${name}`,
}

/** It changes no Gemfile that names the gem already. */
export const bundler: PackageManager = {
  name: 'bundler',
  leavesManifest: true,
  move: ({ name }) => `bundle update --conservative ${name}`,
  raise: ({ name }) => `bundle update --conservative ${name}`,
  follow: (name) => `bundle update --conservative ${name}`,
}

export const composer: PackageManager = {
  name: 'composer',
  move: ({ name, to }) => `composer update ${name}:${to}`,
  raise: ({ name, to }) => `composer require "${name}:^${to}"`,
  follow: (name) => `composer update ${name}`,
}

const useVersion = ({ name, to }: Move): string =>
  `mvn versions:use-dep-version -Dincludes=${name.replace('/', ':')} -DdepVersion=${to} -DforceVersion=true`

export const maven: PackageManager = {
  name: 'maven',
  move: useVersion,
  raise: useVersion,
  follow: (name) => `mvn versions:use-latest-releases -Dincludes=${name.replace('/', ':')}`,
}

const updateLock = (name: string): string => `./gradlew dependencies --update-locks ${name.replace('/', ':')}`

/** It changes no build. */
export const gradle: PackageManager = {
  name: 'gradle',
  leavesManifest: true,
  move: ({ name }) => updateLock(name),
  raise: ({ name }) => updateLock(name),
  follow: updateLock,
}

export const dotnet: PackageManager = {
  name: 'dotnet',
  move: ({ name, to }) => `dotnet add package ${name} --version ${to}`,
  raise: ({ name, to }, own) =>
    /^[\w./-]+proj$/.test(own.manifest)
      ? `dotnet add ${own.manifest} package ${name} --version ${to}`
      : `dotnet add package ${name} --version ${to}`,
  follow: () => 'dotnet restore --force-evaluate',
}

const lockAgain = ({ name, to }: Move): string =>
  `conan lock remove --requires="${name}/*" && conan lock add --requires="${name}/${to}"`

export const conan: PackageManager = {
  name: 'conan',
  leavesManifest: true,
  move: lockAgain,
  raise: lockAgain,
  follow: (name) => `conan lock remove --requires="${name}/*" && conan lock create .`,
}
