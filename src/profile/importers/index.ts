import type { Importer } from '../types.ts'
import { importCpuprofile } from './import-cpuprofile.ts'
import { importFlamegraphSvg } from './import-flamegraph-svg.ts'
import { importFolded } from './import-folded.ts'
import { importPerfScript } from './import-perf-script.ts'
import { importPprof } from './import-pprof.ts'
import { importSpeedscope } from './import-speedscope.ts'

/** All formats, those first that are told from the rest most surely. */
export const importers: readonly Importer[] = [
  importCpuprofile,
  importSpeedscope,
  importPprof,
  importFlamegraphSvg,
  importPerfScript,
  importFolded,
]
