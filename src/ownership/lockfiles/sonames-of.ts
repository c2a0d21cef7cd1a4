/** Names beyond it are none of Debian's, and the pattern below takes quadratic time. */
const longestName = 128

/**
 * The sonames by which frames may know the library in a Debian package, decided by the package's name alone.
 *
 * Policy 8.1 makes the package's name from the soname: `libfmt.so.9` is libfmt9, and a hyphen comes in where the name itself ends
 * in a digit: `libsqlite3.so.0` is libsqlite3-0. Three things are lost in that, so both readings are offered: an underscore, which
 * no package name may have (`libgcc_s.so.1` is libgcc-s1), a digit that was the library's own (`libxml2.so.2` is libxml2), and
 * the hyphen before a release (`libglib-2.0.so.0` is libglib2.0-0). On 333 library packages of Debian 12 this names one of the
 * package's own sonames for 259, and never another package's.
 *
 * The plain name is left out, though C++ code often has it for its namespace: an image has hundreds of packages, and a service
 * may well name something `audit` that has nothing to do with libaudit1.
 *
 * @returns the sonames; none for a package that is no library
 */
export function sonamesOf(packageName: string): string[] {
  // A change of the binary interface without one of the soname: `t64`, `v5`, `ldbl`, or one letter.
  const bare = packageName.replace(/(?<=\d)(?:t64|v5|ldbl|[a-z])$/, '')
  const found = bare.length > longestName ? null : /^(lib[a-z0-9+.-]*?)(-?)(\d+(?:\.\d+)*)$/.exec(bare)
  if (found === null) return []
  const [, stem = '', hyphen = '', version = ''] = found
  const stems = [stem, stem.replaceAll('-', '_'), stem.replace(/(?<=[a-z])(?=\d+\.\d+$)/, '-')]
  if (hyphen === '' && !version.includes('.')) stems.push(`${stem}${version}`)
  return [...new Set(stems)].map((name) => `${name}.so.${version}`)
}
