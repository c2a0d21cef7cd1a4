/** What the formats before profile.proto begin with, as gperftools and Go's `debug=1` still write them. */
const LEGACY_TEXT =
  /^(?:heap profile: |heap_v2\/|--- ?(?:heapz|growthz|contentionz?|mutex|threadz|Memory map)|goroutine profile: total|threadcreate profile: total)/

/** Whether a file is one of pprof's formats before profile.proto, from its first bytes. */
export function isLegacyPprof(head: Uint8Array): boolean {
  return isBinaryCpuProfile(head) || LEGACY_TEXT.test(new TextDecoder('latin1').decode(head.subarray(0, 64)))
}

/** gperftools' CPU profile: words of the machine's size, the first ones of which are 0, 3, 0, the period, 0. */
function isBinaryCpuProfile(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  return [true, false].some((littleEndian) => {
    const words32 = [0, 4, 8].map((at) => (head.length < 20 ? -1 : view.getUint32(at, littleEndian)))
    const words64 = [0, 8, 16].map((at) => (head.length < 40 ? -1 : Number(view.getBigUint64(at, littleEndian))))
    return [words32, words64].some(([first, second, third]) => first === 0 && second === 3 && third === 0)
  })
}
