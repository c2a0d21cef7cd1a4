import markdownIt from 'markdown-it'

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; background: #fff }
  code { font: 85% ui-monospace, monospace; background: #eff1f3; padding: .1em .3em; border-radius: 4px }
  pre { background: #f6f8fa; padding: 1rem; border-radius: 6px; overflow-x: auto } pre code { background: none; padding: 0 }
  table { border-collapse: collapse; display: block; overflow-x: auto } td, th { border: 1px solid #d1d9e0; padding: .3em .7em; text-align: left }
  blockquote { margin: 0; padding: 0 1em; border-left: .25em solid #d1d9e0; color: #59636e }
  li { margin: .25em 0 } img { max-width: 100% } h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3em }
  @media (prefers-color-scheme: dark) {
    body { color: #e6edf3; background: #0d1117 } a { color: #4493f8 } code { background: #262c36 } pre { background: #151b23 }
    td, th, h2, blockquote { border-color: #3d444d } blockquote { color: #9198a1 } }`

/** A page of the demo. @param body HTML */
export function page(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${escapeHtml(title)}</title>\n<style>${style}\n</style>\n<body>\n${body}\n</body>\n</html>\n`
}

/**
 * A comment as a page, much as GitHub shows it. Our own texts only: HTML in them is the gate's (`<details>`).
 *
 * @param pictures the files beside the page that stand for the comment's pictures, by address
 */
export function commentPage(title: string, markdown: string, pictures: ReadonlyMap<string, string>): string {
  const body = markdownIt({ html: true, linkify: true }).render(markdown)
  const shown = body.replace(
    /(<img[^>]*src=")([^"]*)/g,
    (_, start: string, address: string) => `${start}${pictures.get(address) ?? address}`,
  )
  return page(title, shown)
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
