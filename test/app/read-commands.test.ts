import { describe, expect, it } from 'vitest'
import { readCommands } from '../../src/app/read-commands.ts'

const diagnose = { verb: 'diagnose' }
const link = { verb: 'link', issue: { owner: 'rustls', repo: 'tokio-rustls', issue: 72 } }
const target = { verb: 'target', repository: { owner: 'rustls', repo: 'rustls' } }

describe('a command in a comment', () => {
  const heard = {
    alone: ['/upstream diagnose', [diagnose]],
    'in capitals': ['/Upstream Diagnose', [diagnose]],
    'after words, on a line of its own': ['Both files are attached.\n/upstream diagnose\nThanks', [diagnose]],
    'with carriage returns': ['Attached.\r\n\r\n  /upstream diagnose  \r\nThanks', [diagnose]],
    'below a quotation': ['> what now?\n\n/upstream diagnose', [diagnose]],
    'with a name': ['/upstream suspect tokio-rustls', [{ verb: 'suspect', name: 'tokio-rustls' }]],
    'with a purl': [
      '/upstream suspect pkg:npm/%40acme/x@1.0.0',
      [{ verb: 'suspect', name: 'pkg:npm/%40acme/x@1.0.0' }],
    ],
    'with a name in a code span': ['/upstream suspect `serde_json`', [{ verb: 'suspect', name: 'serde_json' }]],
    'with a name that reads as an address': [
      '/upstream suspect rustls@0.23.4',
      [{ verb: 'suspect', name: 'rustls@0.23.4' }],
    ],
    'that takes back what was said': [
      '/upstream suspect none\n/upstream link None\n/upstream target none',
      [
        { verb: 'suspect', name: null },
        { verb: 'link', issue: null },
        { verb: 'target', repository: null },
      ],
    ],
    'with an issue': ['/upstream link rustls/tokio-rustls#72', [link]],
    'with an issue in a code span': ['/upstream link `rustls/tokio-rustls#72`', [link]],
    "with an issue's address": ['/upstream link https://github.com/rustls/tokio-rustls/issues/72', [link]],
    'with the address of an issue that leaves no trace': [
      '/upstream link https://redirect.github.com/rustls/tokio-rustls/pull/72',
      [link],
    ],
    'with a repository': ['/upstream target rustls/rustls', [target]],
    "with a repository's address": ['/upstream target https://github.com/rustls/rustls', [target]],
    'several, in order': [
      '/upstream suspect rustls\n/upstream diagnose\n\n/upstream help',
      [{ verb: 'suspect', name: 'rustls' }, diagnose, { verb: 'help' }],
    ],
  } as const
  for (const [where, [comment, commands]] of Object.entries(heard)) {
    it(`is heard ${where}`, () => expect(readCommands(comment)).toEqual(commands))
  }

  const unheard = {
    'in a quotation': '> /upstream diagnose',
    'in a quotation that goes on lazily': '> as you said:\n/upstream diagnose',
    'in a quotation within a quotation': '> > /upstream diagnose',
    'in a fenced block': '```\n/upstream diagnose\n```',
    'in a fenced block that is never closed': '~~~sh\n/upstream diagnose',
    'in an indented block': 'Run\n\n    /upstream diagnose',
    'behind a tab': '\t/upstream diagnose',
    'in a code span': '`/upstream diagnose`',
    'in a code span over two lines': '`run\n/upstream diagnose` then',
    'in an HTML comment': '<!-- /upstream diagnose -->',
    'in an HTML comment over blank lines': '<!--\n\n/upstream diagnose\n\n-->',
    'in an HTML comment within a paragraph': 'Look <!--\n/upstream diagnose --> here',
    'in preformatted HTML': '<pre>\n/upstream diagnose\n\n/upstream diagnose</pre>',
    'in a list': '- /upstream diagnose',
    'in a table': '| a |\n|---|\n/upstream diagnose',
    'in a footnote': 'See[^1]\n\n[^1]: /upstream diagnose',
    'in the middle of a line': 'Try /upstream diagnose',
    'with another word in front': 'x/upstream diagnose',
    'as the start of another word': '/upstreams diagnose',
    'as a path': '/upstream/diagnose',
  }
  for (const [where, comment] of Object.entries(unheard)) {
    it(`is not heard ${where}`, () => expect(readCommands(comment)).toEqual([]))
  }

  const mistaken = {
    '/upstream diagnos': '/upstream diagnose',
    '/upstream diagnoze': '/upstream diagnose',
    '/upstream suspcet rustls': '/upstream suspect NAME',
    '/upstream suspect': '/upstream suspect NAME',
    '/upstream suspect two names': '/upstream suspect NAME',
    '/upstream diagnose please': '/upstream diagnose',
    '/upstream xyzzy': '/upstream help',
    '/upstream link #72': '/upstream link OWNER/REPO#N',
    '/upstream link rustls/tokio-rustls': '/upstream link OWNER/REPO#N',
    '/upstream link rustls/tokio-rustls#0': '/upstream link OWNER/REPO#N',
    '/upstream link https://gitlab.example/rustls/tokio-rustls/issues/72': '/upstream link OWNER/REPO#N',
    '/upstream link rustls/..#1': '/upstream link OWNER/REPO#N',
    '/upstream target rustls': '/upstream target OWNER/REPO',
    '/upstream target rustls/rustls/main': '/upstream target OWNER/REPO',
    '/upstream target': '/upstream target OWNER/REPO',
    '/upstream': '/upstream help',
  }
  for (const [said, meant] of Object.entries(mistaken)) {
    it(`that is written "${said}" is answered with "${meant}"`, () => {
      expect(readCommands(said)).toEqual([{ verb: 'unknown', said, meant }])
    })
  }

  it('counts up to the tenth', () => expect(readCommands('/upstream help\n'.repeat(20))).toHaveLength(10))
})
