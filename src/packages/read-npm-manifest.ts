// The `name`, `repository`, `homepage` and `bugs` fields of a package.json, as an installed package holds it and as the registry serves it.
// Specified in npm's manual, https://docs.npmjs.com/cli/v11/configuring-npm/package-json#repository.

import { z } from 'zod'

const address = z.string().min(1).max(2048)
const repository = z.union([
  address.transform((url) => ({ address: url, directory: null })),
  z
    .object({ url: address, directory: z.string().max(1024).nullable().catch(null) })
    .transform(({ url, directory }) => ({ address: url, directory })),
])
const page = address.nullable().catch(null)
const manifest = z
  .object({
    name: z.string(),
    repository: repository.nullable().catch(null),
    homepage: page,
    bugs: z
      .union([address, z.object({ url: address }).transform(({ url }) => url)])
      .nullable()
      .catch(null),
  })
  .transform(({ bugs, ...stated }) => ({ ...stated, tracker: bugs }))

/** What a package.json says of the package's sources; `repository` is null where it says nothing that can be read. */
export type NpmManifest = z.output<typeof manifest>

/** @returns null where it is no package.json */
export function readNpmManifest(value: unknown): NpmManifest | null {
  return manifest.safeParse(value).data ?? null
}
