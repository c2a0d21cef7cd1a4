/**
 * How often the metadata of a package names the right repository: `npm run measure:mapping -- FOLDER`, where FOLDER holds packages of
 * Debian (.deb), which bring along the metadata of npm packages, crates, Python distributions, gems and Maven artifacts as their
 * authors wrote it. The truth comes from another hand: what Debian's maintainers wrote down as source (debian/copyright) and home page
 * (debian/control). Where the two differ, a person judged, see measure-mapping/judged.ts. CONTRIBUTING.md says how to fetch the packages.
 */
import { measure } from './measure-mapping/measure.ts'
import { readSamples } from './measure-mapping/read-samples.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('npm run measure:mapping -- FOLDER: a folder with .deb files; CONTRIBUTING.md says which')
  process.exit(2)
}
const isSound = await measure(await readSamples(folder))
process.exit(isSound ? 0 : 1)
