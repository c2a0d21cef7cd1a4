/**
 * Finishes a build: makes the command executable and puts it where npx looks first.
 *
 * npm links the commands of dependencies, not a package's own. Declaring the command as `bin` in package.json would not
 * help: npx then installs the clone into its own cache on every call, which takes longer, needs a writable home folder
 * and prints warnings where the machine's Node is old.
 */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const commands = join(root, 'node_modules', '.bin')

chmodSync(join(root, 'dist', 'cli', 'launch.js'), 0o755)
mkdirSync(commands, { recursive: true })

if (process.platform === 'win32') {
  writeFileSync(join(commands, 'headwater.cmd'), '@node "%~dp0..\\..\\dist\\cli\\launch.js" %*\r\n')
} else {
  try {
    symlinkSync('../../dist/cli/launch.js', join(commands, 'headwater'))
  } catch (error) {
    // Left by an earlier build; not replaced, so that a command that starts meanwhile finds it.
    if (error.code !== 'EEXIST') throw error
  }
}
