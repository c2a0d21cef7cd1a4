/*
 * Reads the flame graphs that async-profiler (`-o flamegraph`, from version 2.0 on) and its `jfrconv` write as HTML pages; nothing
 * in them is run. Boxes are calls with a level and a width, in versions before 3.0 with a title each, since then with titles in a
 * pool. Specified by what writes them: https://github.com/async-profiler/async-profiler/blob/v2.9/src/flameGraph.cpp and
 * https://github.com/async-profiler/async-profiler/blob/v4.0/src/converter/one/convert/FlameGraph.java
 * Boxes below the page's least width are not in the file: their weight stays with their callers.
 */
import type { Importer } from '../types.ts'

export const importAsyncProfilerHtml: Importer = {
  format: 'async-profiler-html',

  couldBe(head) {
    const text = new TextDecoder('latin1').decode(head)
    return /<html/i.test(text) && /async-profiler|^const cpool = \[|^f\(0,0,/m.test(text)
  },

  read: async (file) => (await import('./async-profiler-html/read-async-profiler-html.ts')).readAsyncProfilerHtml(file),
}
