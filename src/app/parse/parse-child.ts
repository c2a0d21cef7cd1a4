/** The child process in which profiles are read: a request as JSON on standard input, an answer as JSON on standard output. */
import { text } from 'node:stream/consumers'
import { diagnoseFiles } from './diagnose-files.ts'
import type { ParseRequest } from './types.ts'

const request = JSON.parse(await text(process.stdin)) as ParseRequest
process.stdout.write(JSON.stringify(await diagnoseFiles(request)))
