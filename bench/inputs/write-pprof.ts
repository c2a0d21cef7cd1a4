import { writeFile } from 'node:fs/promises'
import { Line, Location, Function as PprofFunction, Profile, Sample, StringTable, ValueType } from 'pprof-format'
import { callPaths, symbol } from './call-paths.ts'
import { numbersFrom, skewed } from './random.ts'

const FUNCTIONS = 20_000
const STACKS = 60_000
const TRUNK = 12
const PERIOD = 10_000_000
/** Of one sample, about. */
const SAMPLE_BYTES = 53

/** Writes a CPU profile as Go does, unpacked. */
export async function writePprof(path: string, bytes: number): Promise<void> {
  const strings = new StringTable()
  const type = (name: string, unit: string) => new ValueType({ type: strings.dedup(name), unit: strings.dedup(unit) })
  const functions = Array.from({ length: FUNCTIONS }, (_, index) => {
    const name = strings.dedup(symbol(index))
    const filename = strings.dedup(`/go/pkg/mod/acme.example/package-${index % 300}@v1.2.3/file.go`)
    return new PprofFunction({ id: index + 1, name, systemName: name, filename, startLine: 1 + (index % 500) })
  })
  const location = functions.map(
    ({ id }) =>
      new Location({ id, address: 0x40_0000 + 16 * Number(id), line: [new Line({ functionId: id, line: 7 })] }),
  )
  const stacks = callPaths(7, FUNCTIONS, STACKS, TRUNK).map((path) => path.reverse().map((index) => index + 1))
  const random = numbersFrom(8)
  const sample = Array.from({ length: Math.floor(bytes / SAMPLE_BYTES) }, (_, index) => {
    // Every stack once, then the hot ones again and again.
    const locationId = stacks[index < STACKS ? index : skewed(random, STACKS)] ?? []
    const count = 1 + random(3)
    return new Sample({ locationId, value: [count, count * PERIOD] })
  })
  const profile = new Profile({
    sampleType: [type('samples', 'count'), type('cpu', 'nanoseconds')],
    periodType: type('cpu', 'nanoseconds'),
    period: PERIOD,
    sample,
    location,
    function: functions,
    stringTable: strings,
  })
  await writeFile(path, profile.encode())
}
