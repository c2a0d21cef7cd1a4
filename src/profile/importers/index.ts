import type { Importer } from '../types.ts'
import { importAsyncProfilerHtml } from './import-async-profiler-html.ts'
import { importChromeTrace } from './import-chrome-trace.ts'
import { importCpuprofile } from './import-cpuprofile.ts'
import { importFirefox } from './import-firefox.ts'
import { importFlamegraphSvg } from './import-flamegraph-svg.ts'
import { importFolded } from './import-folded.ts'
import { importJfr } from './import-jfr.ts'
import { importJfrJson } from './import-jfr-json.ts'
import { importJfrPrint } from './import-jfr-print.ts'
import { importOtlp } from './import-otlp.ts'
import { importPerfScript } from './import-perf-script.ts'
import { importPprof } from './import-pprof.ts'
import { importRbspy } from './import-rbspy.ts'
import { importSpeedscope } from './import-speedscope.ts'
import { importStackLists } from './import-stack-lists.ts'
import { importStackprof } from './import-stackprof.ts'
import { importV8Log } from './import-v8-log.ts'

/** All formats, those first that are told from the rest most surely. */
export const importers: readonly Importer[] = [
  importJfr,
  importJfrJson,
  importJfrPrint,
  importCpuprofile,
  importSpeedscope,
  importV8Log,
  importStackprof,
  importFirefox,
  importChromeTrace,
  importPprof,
  importOtlp,
  importFlamegraphSvg,
  importAsyncProfilerHtml,
  importRbspy,
  importPerfScript,
  importStackLists,
  importFolded,
]
