/** Whether git could have a branch, tag or sha of this name (`git check-ref-format`), and it says nothing else in an address or a call. */
export function isRef(text: string): boolean {
  return text.length <= 250 && /^[\w.+@/-]+$/.test(text) && !/^[-/.]|\.\.|\/[/.]|@\{|[/.]$|\.lock$/.test(text)
}
