import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { listFileChangesDocument } from '../../src/github/list-file-changes.ts'
import { listFolderDocument } from '../../src/github/list-folder.ts'
import { listTagsDocument } from '../../src/github/list-tags.ts'
import { readInteractionLimitDocument } from '../../src/github/read-interaction-limit.ts'
import { readThreadDocument } from '../../src/github/read-thread.ts'
import { searchRepositoriesDocument } from '../../src/github/search-repositories.ts'
import { searchThreadsDocument } from '../../src/github/search-threads.ts'
import { tagContainsDocument } from '../../src/github/tag-contains.ts'

const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'))
const schema = buildSchema(readFileSync(file, 'utf8'), { assumeValid: true })

describe('every GraphQL document fits the schema that GitHub publishes', () => {
  const documents = {
    listFileChangesDocument,
    listFolderDocument,
    listTagsDocument,
    readInteractionLimitDocument,
    readThreadDocument,
    searchRepositoriesDocument,
    searchThreadsDocument,
    tagContainsDocument,
  }
  for (const [name, document] of Object.entries(documents)) {
    it(name, () => {
      expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([])
    })
  }
})
