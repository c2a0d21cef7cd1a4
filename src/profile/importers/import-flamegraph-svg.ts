// Reads flame graphs that were drawn as SVG: flamegraph.pl, inferno (and with it cargo-flamegraph and py-spy). Each box is a
// `<title>name (1,234 samples, 5.60%)</title>` and the `<rect>` behind it; the stacks follow from where the boxes stand.
// Specified by what draws them: https://github.com/brendangregg/FlameGraph/blob/41fee1f/flamegraph.pl and
// https://github.com/jonhoo/inferno/blob/v0.11.21/src/flamegraph/mod.rs
// Boxes too narrow to be drawn are not in the file: their weight stays with their callers.
import type { Importer } from '../types.ts'

export const importFlamegraphSvg: Importer = {
  format: 'flamegraph-svg',

  couldBe(head) {
    // A page that has a picture in it is a page.
    const [before, picture] = new TextDecoder('latin1').decode(head).split('<svg', 2)
    return picture !== undefined && !/<html/i.test(before ?? '')
  },

  read: async (file) => (await import('./flamegraph-svg/read-flamegraph-svg.ts')).readFlamegraphSvg(file),
}
