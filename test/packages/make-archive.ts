import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { create } from 'tar'

/** A package's archive, as `npm pack` makes it: files by path, below the folder `package`. */
export async function makeArchive(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-archive-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      const full = join(folder, 'package', path)
      await mkdir(dirname(full), { recursive: true })
      await writeFile(full, text)
    }
    await create({ cwd: folder, file: join(folder, 'archive.tgz'), gzip: true, portable: true }, ['package'])
    return await readFile(join(folder, 'archive.tgz'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A checksum as npm's manifests state it. */
export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}
