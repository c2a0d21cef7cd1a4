import type { Ecosystem, OwnedProfile } from '../ownership/index.ts'
import type { Need } from './types.ts'

/** A command that records what a surer answer needs, for a running process PID, with the name of the file that it writes. */
type Recorder = Readonly<Record<'symbols' | 'longer' | 'waits', string>>

const perf = (callGraph: string, seconds: number): string =>
  `perf record -F 999 -e cpu-clock ${callGraph} -p PID -- sleep ${seconds}; then perf script --no-demangle > profile.script`
const offCpu = 'offcputime-bpfcc -df -p PID 30 > waits.folded'

const native: Recorder = {
  symbols: `install the debug symbols of the binary and its libraries; then ${perf('--call-graph dwarf', 30)}`,
  longer: perf('-g', 120),
  waits: offCpu,
}
const node: Recorder = {
  symbols: 'node --cpu-prof --cpu-prof-interval 500 server.js, and stop it after the trouble; it writes a .cpuprofile',
  longer: 'node --cpu-prof server.js, for as long as the trouble lasts; it writes a .cpuprofile',
  waits: 'node --trace-event-categories node.async_hooks,node.fs.async server.js; it writes a Chrome trace',
}
const jvm: Recorder = {
  symbols:
    'asprof -e cpu -d 60 -o collapsed -f profile.collapsed PID (with -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints)',
  longer: 'asprof -e cpu -d 180 -o collapsed -f profile.collapsed PID',
  waits: 'asprof -e wall -t -d 60 -o collapsed -f waits.collapsed PID',
}
const python: Recorder = {
  symbols: 'py-spy record --native --full-filenames -f raw -d 60 -o profile.folded --pid PID',
  longer: 'py-spy record --full-filenames -f raw -d 180 -o profile.folded --pid PID',
  waits: 'py-spy record --idle --full-filenames -f raw -d 60 -o waits.folded --pid PID',
}
const go: Recorder = {
  symbols: "curl -o profile.pb.gz 'http://HOST/debug/pprof/profile?seconds=60' of a binary that was not stripped",
  longer: "curl -o profile.pb.gz 'http://HOST/debug/pprof/profile?seconds=180'",
  waits: "curl -o waits.pb.gz 'http://HOST/debug/pprof/block' after runtime.SetBlockProfileRate(1)",
}
const ruby: Recorder = {
  symbols: 'rbspy record --format collapsed --duration 60 --file profile.folded --pid PID',
  longer: 'rbspy record --format collapsed --duration 180 --file profile.folded --pid PID',
  waits: 'StackProf.run(mode: :wall, raw: true, out: "waits.dump") { ... }',
}
const php: Recorder = {
  symbols: 'excimer with setEventType(EXCIMER_CPU), and getLog()->formatCollapsed() into profile.folded',
  longer:
    'excimer with setEventType(EXCIMER_CPU) over many requests, and getLog()->formatCollapsed() into profile.folded',
  waits: 'excimer with setEventType(EXCIMER_REAL), and getLog()->formatCollapsed() into waits.folded',
}
const dotnet: Recorder = {
  symbols: 'dotnet-trace collect --format Speedscope --duration 00:01:00 -p PID',
  longer: 'dotnet-trace collect --format Speedscope --duration 00:03:00 -p PID',
  waits: 'dotnet-stack report -p PID, some times in a row',
}

/** By the ecosystem that most of the service's packages are of. */
const recorders: Readonly<Record<Ecosystem, Recorder>> = {
  cargo: native,
  hex: native,
  swift: native,
  pub: native,
  conan: native,
  deb: native,
  generic: native,
  npm: node,
  golang: go,
  pypi: python,
  maven: jvm,
  gem: ruby,
  composer: php,
  nuget: dotnet,
}

/**
 * The recording that would tell more, as an exact command for the service's language.
 *
 * @param why what this one lacks, for people
 */
export function betterRecording({ graph }: OwnedProfile, kind: keyof Recorder, why: string): Need {
  const counts = new Map<Ecosystem, number>()
  for (const { ecosystem } of graph.packages) counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return { kind: 'recording', what: recorders[most?.[0] ?? 'generic'][kind], why }
}
