import type { Ecosystem } from '../types.ts'
import { javaPackagesOf } from './maven/java-packages.ts'
import { importNamesOf } from './python/python-import-names.ts'
import { sonamesOf } from './sonames-of.ts'

/**
 * The names by which frames may know a package, where its name is all that is stated. A parser of a lockfile that states more takes
 * that.
 *
 * @param name as `Package` has it
 */
export function libraryNamesOf(ecosystem: Ecosystem, name: string): readonly string[] {
  switch (ecosystem) {
    case 'cargo':
      return [name.replaceAll('-', '_')]
    case 'pypi':
      return importNamesOf(name)
    case 'maven': {
      const [group = '', artifact = ''] = name.split('/')
      return javaPackagesOf({ group, artifact })
    }
    case 'gem':
      return name.includes('-') ? [name, name.replaceAll('-', '/')] : [name]
    case 'deb':
      return [...sonamesOf(name), name]
    case 'conan':
    case 'generic':
      // C++ frames carry a namespace or a shared object: `libxml2` is `libxml2.so`, `spdlog` is `libspdlog.so`.
      return [name, name.startsWith('lib') ? `${name}.so` : `lib${name}.so`]
    case 'npm':
    case 'golang':
    case 'nuget':
    case 'composer':
    case 'hex':
    case 'swift':
    case 'pub':
      return [name]
  }
}
