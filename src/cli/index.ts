export { diagnoseWithSources } from './diagnose-with-sources.ts'
export { highlightOf } from './flamegraph-command.ts'
export { main } from './main.ts'
export { readRecordings } from './read-recordings.ts'
