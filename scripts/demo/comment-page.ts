import markdownIt from 'markdown-it'

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; background: #fff }
  code { font: 85% ui-monospace, monospace; background: #eff1f3; padding: .1em .3em; border-radius: 4px }
  table { border-collapse: collapse; display: block; overflow-x: auto } td, th { border: 1px solid #d1d9e0; padding: .3em .7em; text-align: left }
  img { max-width: 100% } h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3em }
  @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } code { background: #262c36 } td, th, h2 { border-color: #3d444d } }`

/**
 * A comment as a page, much as GitHub shows it. Our own comments only: HTML in them is the gate's (`<details>`).
 *
 * @param picture the file beside the page that stands for the comment's picture
 */
export function commentPage(markdown: string, picture: string | null): string {
  const body = markdownIt({ html: true }).render(markdown)
  const shown = picture === null ? body : body.replace(/(<img[^>]*src=")[^"]*/g, `$1${picture}`)
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Headwater's comment</title>\n<style>${style}\n</style>\n<body>\n${shown}</body>\n</html>\n`
}
