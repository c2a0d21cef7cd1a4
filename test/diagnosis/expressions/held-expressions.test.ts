import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldExpressions } from '../../../src/diagnosis/expressions/held-expressions.ts'

const python = `import re

SKU = re.compile(r"^([a-z]+-)+$")


class Article:
    def check(self, text):
        if SKU.match(text):
            return True

        return re.search(r'(\\d+)+x', text) is not None

    def other(self, text):
        return re.match("other", text)
`
const ruby = `module Acme
  NAME = /[a-z]+(-[a-z]+)*/
  class Feed
    def self.title?(line)
      line =~ /^(\\w+\\s?)*$/ || line.match?(NAME)
    end

    def plain(line)
      line.size / 2 / 3
    end
  end
end
`
const php = `<?php
namespace Acme;
final class Links
{
    private const LINK = '/(a+)+b/';

    public function find(string $text): array
    {
        preg_match_all(self::LINK, $text, $found);
        return preg_split('/[,;]+/', $text);
    }
}
`
const java = `package com.acme;

final class Codes {
    // Whether all isCode (one by one).
    static boolean all(List<String> texts) {
        return isCode(texts.get(0));
    }

    private static final Pattern CODE = Pattern.compile("(\\\\w+)*;");

    static boolean isCode(String text) {
        return CODE.matcher(text).matches() || text.matches("(x+x+)+y");
    }

    static String plain(String text) {
        return text.trim();
    }
}
`

describe('the expressions that a function holds', () => {
  const cases: readonly (readonly [path: string, text: string, name: string, held: readonly string[] | null])[] = [
    ['acme/article.py', python, 'check', ['(\\d+)+x', '^([a-z]+-)+$']],
    ['acme/article.py', python, 'other', ['other']],
    ['acme/article.py', python, 'missing', null],
    ['lib/feed.rb', ruby, 'title?', ['^(\\w+\\s?)*$', '[a-z]+(-[a-z]+)*']],
    ['lib/feed.rb', ruby, 'plain', []],
    ['src/Links.php', php, 'find', ['/[,;]+/', '/(a+)+b/']],
    ['com/acme/Codes.java', java, 'isCode', ['(x+x+)+y', '(\\\\w+)*;']],
    ['com/acme/Codes.java', java, 'plain', []],
    ['README.md', python, 'check', null],
  ]
  it.for(cases)('%s: %#', ([path, text, name, held]) => {
    const found = heldExpressions([{ path, text }], (file) => file === path, name)
    expect(found === null ? null : found.expressions.map((expression) => expression.text)).toEqual(held)
  })

  it('are looked for in the file of the function only', () => {
    const files = [
      { path: 'a.py', text: 'def run(text):\n    return text\n' },
      { path: 'b.py', text: python.replace('def check', 'def run') },
    ]
    expect(heldExpressions(files, (path) => path === 'a.py', 'run')).toEqual({ path: 'a.py', expressions: [] })
  })

  it('are found, or not, in any text', () => {
    const texts = fc.array(
      fc.constantFrom('def f', 'f(', ' ', '\n', '\t', '"', "'", '/', 're.compile(', 'X = ', '\\', 'é'),
      {
        maxLength: 200,
      },
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('a.py', 'a.rb', 'a.php', 'a.java'), (parts, path) => {
        heldExpressions([{ path, text: parts.join('') }], () => true, 'f')
      }),
    )
  })
})
