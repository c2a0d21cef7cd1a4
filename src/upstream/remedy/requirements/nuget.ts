// What .NET projects ask for: `PackageReference` of project files and `PackageVersion` of central files, with the version as attribute
// or element. Specified by https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files.

import { absent, type Requirement, range } from './types.ts'

export function inProjectFile(text: string, dependency: string): Requirement {
  for (const part of text.split(/<Package(?:Reference|Version)(?=\s)/).slice(1)) {
    const name = /^[^<>]*?\sInclude\s*=\s*"([^"<>]{1,128})"/.exec(part)?.[1]
    if (name?.toLowerCase() !== dependency.toLowerCase()) continue
    const version =
      /^[^<>]*?\sVersion\s*=\s*"([^"<>]{1,64})"/.exec(part)?.[1] ??
      /^[^<>]*>\s*<Version>([^<>]{1,64})<\/Version>/.exec(part)?.[1]?.trim()
    if (version !== undefined) return range(version)
  }
  return absent
}
