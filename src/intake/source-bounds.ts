/** What package managers write: they hold no expressions, and are large. */
const ofPackageManagers = /(?:^|\/)(?:package|package-lock|npm-shrinkwrap|pnpm-lock|bun)\.\w+$/

/** JavaScript or TypeScript, or data, where services keep schemas and rules. */
function isJavaScript(name: string): boolean {
  if (/\.(?:json|ya?ml)$/.test(name)) return !ofPackageManagers.test(name)
  return /\.(?:[cm]?js|jsx|tsx?)$/.test(name) && !name.endsWith('.d.ts')
}

const languages: Readonly<Record<string, RegExp>> = {
  pypi: /\.py$/,
  gem: /\.rb$/,
  composer: /\.php$/,
  maven: /\.(?:java|kt|scala)$/,
}

/** Whether expressions may be written in a file of this name, of a package of this ecosystem. */
export function isSource(name: string, ecosystem: string): boolean {
  return languages[ecosystem]?.test(name) ?? isJavaScript(name)
}

/** Folders of others' code. */
export const ofOthers: ReadonlySet<string> = new Set(['node_modules', 'bower_components', 'vendor'])
/** Folders of a service that hold no code of its own: others', and what was built, often of others' too. */
export const notOwnSource: ReadonlySet<string> = new Set([...ofOthers, 'dist', 'build', 'out', 'coverage', 'target'])

/** In bytes. */
export const largestSource = 2 * 1024 * 1024
/** All files together. */
export const largestSources = 20 * 1024 * 1024
