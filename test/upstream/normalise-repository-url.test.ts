import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseRepositoryUrl } from '../../src/upstream/index.ts'

/** What is stated, the address, and the directory. */
const valid: readonly (readonly [stated: string, url: string, directory?: string])[] = [
  ['https://github.com/acme/lib', 'https://github.com/acme/lib'],
  ['https://github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['https://github.com/acme/lib/', 'https://github.com/acme/lib'],
  ['  https://github.com/acme/lib\t', 'https://github.com/acme/lib'],
  ['http://github.com/acme/lib', 'https://github.com/acme/lib'],
  ['http://github.com:80/acme/lib', 'https://github.com/acme/lib'],
  ['HTTPS://GitHub.com/Acme/Lib.js', 'https://github.com/Acme/Lib.js'],
  ['https://www.github.com/acme/lib', 'https://github.com/acme/lib'],
  ['github.com/acme/lib', 'https://github.com/acme/lib'],
  ['git://github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['git+https://github.com/acme/lib.git#v1.2.3', 'https://github.com/acme/lib'],
  ['git+ssh://git@github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['git+ssh://git@github.com:acme/lib.git', 'https://github.com/acme/lib'],
  ['ssh://git@github.com:22/acme/lib.git', 'https://github.com/acme/lib'],
  ['git@github.com:acme/lib.git', 'https://github.com/acme/lib'],
  ['scm:git:https://github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['scm:git:git@github.com:acme/lib.git', 'https://github.com/acme/lib'],
  ['scm:git:git://github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['scm:git:ssh://git@github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['scm:git:ssh://git@github.com:acme/lib.git', 'https://github.com/acme/lib'],
  ['scm:git:https://github.com/acme/lib.git/core', 'https://github.com/acme/lib'],
  [`https://github.com/acme/lib/tree/\${project.scm.tag}`, 'https://github.com/acme/lib'],
  ['git@github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['git://git@github.com:acme/lib.git', 'https://github.com/acme/lib'],
  ['https://someone:secret@github.com/acme/lib.git', 'https://github.com/acme/lib'],
  ['https://github.com/acme/lib?tab=readme#usage', 'https://github.com/acme/lib'],
  ['https://github.com/acme/lib/issues', 'https://github.com/acme/lib'],
  ['https://github.com/acme/lib/issues/72', 'https://github.com/acme/lib'],
  ['https://github.com/acme/.github', 'https://github.com/acme/.github'],
  ['acme/lib', 'https://github.com/acme/lib'],
  ['github:acme/lib#main', 'https://github.com/acme/lib'],
  ['gitlab:acme/lib', 'https://gitlab.com/acme/lib'],
  ['bitbucket:acme/lib', 'https://bitbucket.org/acme/lib'],
  ['gist:0123456789abcdef0123', 'https://gist.github.com/0123456789abcdef0123'],
  ['https://github.com/acme/all/tree/main/packages/lib', 'https://github.com/acme/all', 'packages/lib'],
  ['https://github.com/acme/all/tree/v2/packages/%40acme/lib/', 'https://github.com/acme/all', 'packages/@acme/lib'],
  ['git+https://github.com/acme/all.git/tree/main/lib', 'https://github.com/acme/all', 'lib'],
  ['https://github.com/acme/all/blob/main/packages/lib/package.json', 'https://github.com/acme/all', 'packages/lib'],
  ['https://github.com/acme/all/blob/main/packages/lib', 'https://github.com/acme/all', 'packages/lib'],
  ['https://github.com/acme/all/blob/main/README.md', 'https://github.com/acme/all'],
  ['https://github.com/acme/lib/tree/main', 'https://github.com/acme/lib'],
  ['https://github.com/acme/lib/tree/main/a/%2e%2e/%2e%2e/b', 'https://github.com/acme/lib'],
  ['https://gitlab.com/acme/team/lib.git', 'https://gitlab.com/acme/team/lib'],
  ['https://gitlab.com/acme/team/lib/-/tree/main/core', 'https://gitlab.com/acme/team/lib', 'core'],
  ['https://codeberg.org/acme/lib/src/branch/main/core', 'https://codeberg.org/acme/lib', 'core'],
  ['https://bitbucket.org/acme/lib/src/main/core', 'https://bitbucket.org/acme/lib', 'core'],
  ['https://git.sr.ht/~acme/lib', 'https://git.sr.ht/~acme/lib'],
  ['https://git.acme.example:8443/team/lib.git', 'https://git.acme.example:8443/team/lib'],
  ['ssh://git@git.acme.example:2222/team/lib.git', 'https://git.acme.example/team/lib'],
  ['git@git.acme.example:team/lib.git', 'https://git.acme.example/team/lib'],
  ['https://fossil.acme.example/src', 'https://fossil.acme.example/src'],
  ['https://gitbox.apache.org/repos/asf?p=commons-lang.git;a=summary', 'https://github.com/apache/commons-lang'],
  ['scm:git:https://gitbox.apache.org/repos/asf/commons-lang.git', 'https://github.com/apache/commons-lang'],
  ['https://git-wip-us.apache.org/repos/asf/commons-lang.git', 'https://github.com/apache/commons-lang'],
  ['https://go.googlesource.com/net', 'https://github.com/golang/net'],
  ['https://go.googlesource.com/net/+/refs/heads/master/http2', 'https://github.com/golang/net'],
]

const invalid: readonly (readonly [why: string, stated: string])[] = [
  ['nothing', ''],
  ['prose', 'see our website'],
  ['a word', 'lib'],
  ['a sponsor', 'https://github.com/sponsors/acme'],
  ['an organisation', 'https://github.com/orgs/acme/repositories'],
  ['an app', 'https://github.com/apps/acme'],
  ['the marketplace', 'https://github.com/marketplace/actions'],
  ['a topic', 'https://github.com/topics/lib'],
  ['an owner in another case', 'https://github.com/Sponsors/acme'],
  ['an owner alone', 'https://github.com/acme'],
  ['an owner that cannot be', 'https://github.com/a.b/lib'],
  ['a name that is a step up', 'https://github.com/acme/..git'],
  ['a name with a mention in it', 'https://github.com/acme/lib@evil'],
  ['a homepage', 'https://acme.example/'],
  ['a page on GitHub', 'https://acme.github.io/lib'],
  ['a file on GitHub', 'https://raw.githubusercontent.com/acme/lib/main/README.md'],
  ["GitHub's own pages", 'https://docs.github.com/en/rest'],
  ['another version control system', 'svn://svn.acme.example/lib/trunk'],
  ['Subversion by Maven', 'scm:svn:https://svn.acme.example/lib/trunk'],
  ['a script', 'javascript:alert(1)'],
  ['a file', 'file:///srv/lib.git'],
  ['this machine', 'https://localhost/acme/lib'],
  ['an address by number', 'http://127.0.0.1/acme/lib'],
  ['an address by another number', 'http://2130706433/acme/lib'],
  ['an IPv6 address', 'https://[::1]/acme/lib'],
  ['a repository in the query', 'https://git.acme.example/gitweb/?p=lib.git'],
  ['another Apache page', 'https://gitbox.apache.org/schemes.cgi'],
  ['a placeholder for the name', `https://github.com/acme/\${project.artifactId}`],
  ['a placeholder on another host', `https://gitlab.com/acme/\${project.artifactId}`],
  ['a line break', 'https://github.com/acme/lib\nhttps://github.com/acme/other'],
  ['a turned direction', 'https://github.com/acme/\u202ebil'],
  ['a bad escape', 'git@github.com:acme/%E0%A4%A.git'],
  ['too much', `https://github.com/acme/lib/tree/main/${'a/'.repeat(2_000)}`],
]

describe('an address of a repository has one spelling', () => {
  for (const [stated, url, directory = null] of valid) {
    it(`${stated.trim()} is ${url}${directory === null ? '' : `, ${directory}`}`, () => {
      expect(normaliseRepositoryUrl(stated)).toMatchObject({ url, directory })
    })
  }
})

describe('what is no address of a repository', () => {
  for (const [why, stated] of invalid) {
    it(why, () => {
      expect(normaliseRepositoryUrl(stated)).toBeNull()
    })
  }
})

it('knows owner and name where GitHub keeps the repository, and nowhere else', () => {
  expect(normaliseRepositoryUrl('acme/lib')?.github).toEqual({ owner: 'acme', name: 'lib' })
  expect(normaliseRepositoryUrl('gitlab:acme/lib')?.github).toBeNull()
  expect(normaliseRepositoryUrl('https://github.com.acme.example/acme/lib')?.github).toBeNull()
})

it('knows where the issues of the Go project are', () => {
  expect(normaliseRepositoryUrl('https://go.googlesource.com/net')?.tracker).toBe('https://github.com/golang/go')
  expect(normaliseRepositoryUrl('https://go.googlesource.com/go')?.tracker).toBeNull()
  expect(normaliseRepositoryUrl('https://github.com/golang/mock')?.tracker).toBeNull()
})

/** Text that looks like an address, more often than chance would. */
const address = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .array(
      fc.constantFrom(
        'git+',
        'ssh://',
        'https://',
        'scm:git:',
        'git@',
        'github.com',
        ':',
        '/',
        '..',
        'tree',
        '%2e',
        '@',
        'a',
        '#',
        '.git',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
)

it('whatever is stated, the answer is an https address without credentials, and its own spelling', () => {
  fc.assert(
    fc.property(address, (stated) => {
      const found = normaliseRepositoryUrl(stated)
      if (found === null) return
      const url = new URL(found.url)
      expect([url.protocol, url.username, url.password, url.search, url.hash]).toEqual(['https:', '', '', '', ''])
      expect(found.directory?.split('/') ?? []).not.toContain('..')
      expect(normaliseRepositoryUrl(found.url)?.url).toBe(found.url)
    }),
    { numRuns: 2_000, examples: [['tree.gitscm:git:https://.git'], ['https://git.acme.dev/lib.git.git']] },
  )
})
