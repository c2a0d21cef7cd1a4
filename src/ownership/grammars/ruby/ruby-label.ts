/*
 * Labels of Ruby's frames as `rb_profile_frames` and `Thread::Backtrace::Location` give them:
 * https://docs.ruby-lang.org/en/3.4/Thread/Backtrace/Location.html (`block in Cart#total`, `<class:Cart>`, `<top (required)>`).
 */

/** A label taken apart. */
export interface RubyLabel {
  /** `Acme::Cart` of `block in Acme::Cart#total`, `Cart` of `<class:Cart>`; null where the label names none. */
  readonly constant: string | null
  /** The method without its class and blocks: `total`; a file's or class's own code is itself. */
  readonly function: string
  /** What only Ruby writes. */
  readonly isMarked: boolean
  /** The code of a class, module or file, which runs once. */
  readonly isBody: boolean
  /** The code of the program's first file. */
  readonly isMain: boolean
}

const within = /^(?:(?:block (?:\(\d+ levels\) )?|rescue |ensure )in )+/
const body = /^<(?:(?:class|module):(\w+)|singleton class|main|top \(required\)|eval|compiled)>$/
const method = /^(?:#<Class:)?([A-Z]\w*(?:::[A-Z]\w*)*)(?:\([\w:]+\))?(?:>#|[#.])([^\s#]+)$/

/** Reads a label; any text has one. */
export function readRubyLabel(label: string): RubyLabel {
  const inner = label.replace(within, '').replace(/ \[c function\]$/, '')
  const ofBody = body.exec(inner)
  const [, constant = null, plain = null] = method.exec(inner) ?? []
  return {
    constant: constant ?? ofBody?.[1] ?? null,
    function: plain ?? inner,
    isMarked: inner !== label || ofBody !== null || (constant !== null && inner.includes('#')),
    isBody: ofBody !== null,
    isMain: inner === '<main>',
  }
}
