import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { configurationSchema, defaultConfiguration, parseConfiguration } from '../src/config.ts'
import { HeadwaterError } from '../src/errors.ts'

const whole = `# what we tell Headwater
label: cpu-incident
own: ['@acme/*', github.com/acme/**]
private:
  - acme-billing
lockfiles: [services/checkout/Cargo.lock]
upstreams:
  tokio-rustls: rustls/tokio-rustls
  '@acme/codec': acme/codec
forkOrganization: acme-forks
redact: ['*.internal.acme.com', { pattern: 'cust-[0-9]{6}' }]
instrumentation:
  metrics: prometheus
  folder: ops/alerts
`

describe('a service configures Headwater', () => {
  it('with every key', () => {
    expect(parseConfiguration(whole)).toEqual({
      label: 'cpu-incident',
      own: ['@acme/*', 'github.com/acme/**'],
      private: ['acme-billing'],
      lockfiles: ['services/checkout/Cargo.lock'],
      upstreams: { 'tokio-rustls': 'rustls/tokio-rustls', '@acme/codec': 'acme/codec' },
      forkOrganization: 'acme-forks',
      redact: ['*.internal.acme.com', { pattern: 'cust-[0-9]{6}' }],
      instrumentation: { metrics: 'prometheus', folder: 'ops/alerts' },
    })
  })

  for (const [what, text] of [
    ['nothing', ''],
    ['a comment', '# later\n'],
    ['an empty mapping', '{}'],
    ['null', 'null\n'],
  ] as const) {
    it(`with ${what}, and every default holds`, () => {
      expect(parseConfiguration(text)).toEqual(defaultConfiguration)
    })
  }

  it('with a key that other languages treat as magic, and it stays a package', () => {
    const { upstreams } = parseConfiguration('upstreams: { constructor: acme/constructor }')
    expect(Object.entries(upstreams)).toEqual([['constructor', 'acme/constructor']])
  })
})

describe('a wrong configuration is refused with its line and what would be accepted', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a key that is nearly right', 'own: []\nlables: x\n', /yml:2: unknown key lables; did you mean label\?/],
    ['a key that nobody knows', 'colour: red\n', /yml:1: unknown key colour; accepted: label, own, private, /],
    [
      'a nested key that is nearly right',
      'instrumentation:\n  metric: prometheus\n',
      /yml:2: unknown key metric; did you mean metrics\?/,
    ],
    ['a key with an escape sequence', '"\\e[31mred": 1\n', /yml:1: unknown key "\?|yml:1: unknown key "\\u001b/],
    ['a number for a label', '\nlabel: 7\n', /yml:2: label: accepted: a string/],
    ['a text for a list', 'own: acme\n', /yml:1: own: accepted: a list/],
    ['a list for a mapping', '- own\n', /yml:1: accepted: keys with values/],
    ['a wrong entry far down', 'private:\n  - a\n  - b\n  - {c: d}\n', /yml:4: private\.2: accepted: a string/],
    ['a pattern of another language', 'own: ["[a-z]+"]\n', /yml:1: own\.0: accepted: a name in which \*/],
    [
      'an address for a repository',
      'upstreams:\n  x: https://github.com/a/b\n',
      /yml:2: upstreams\.x: accepted: a repository as OWNER\/REPO/,
    ],
    ['an organisation with a path', 'forkOrganization: ../acme\n', /yml:1: forkOrganization: accepted: the login/],
    [
      'a folder outside',
      'instrumentation: {folder: ../../etc}\n',
      /yml:1: instrumentation\.folder: accepted: a folder/,
    ],
    [
      'an unknown metrics library',
      'instrumentation:\n  metrics: statsd\n',
      /yml:2: instrumentation\.metrics: accepted: prometheus, opentelemetry/,
    ],
    ['too many patterns', `own: [${'a,'.repeat(101)}]\n`, /yml:1: own: accepted: at most 100 entries/],
    ['a text to redact with a space', 'redact: ["a b"]\n', /yml:1: redact\.0: accepted: a text without spaces/],
    [
      'an expression with look-ahead',
      'redact:\n  - abc\n  - pattern: "a(?=b)"\n',
      /yml:3: redact\.1: "a\(\?=b\)": .*RE2/,
    ],
    ['an expression with a back-reference', 'redact: [{pattern: "(a)\\\\1"}]\n', /yml:1: redact\.0: .*RE2/],
    ['an unclosed expression', 'redact: [{pattern: "[a"}]\n', /yml:1: redact\.0: "\[a": missing closing/],
    ['an expression found in every word', 'redact: [{pattern: "a*"}]\n', /yml:1: redact\.0: "a\*": it finds nothing/],
    [
      'an expression that is large when written out',
      'redact: [{pattern: "(a{100}b{100}){10}"}]\n',
      /redact\.0: .*too large/,
    ],
    [
      'expressions that are large together',
      `redact: [${'{pattern: "x{400}"},'.repeat(6)}]\n`,
      /yml:1: redact: "x\{400\}": too large/,
    ],
    ['texts of many stars', `redact: [${`a${'*a'.repeat(100)},`.repeat(50)}]\n`, /yml:1: redact: .*too large/],
    ['an alias', 'own: &a [x]\nprivate: *a\n', /yml:2: an alias; accepted: none/],
    ['a pattern whose star is an alias', 'own:\n  - *acme\n', /yml:2: .*begins with \* stands in quotes/],
    [
      'a bomb of aliases',
      `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: [*a,*a]`).join('\n')}`,
      /yml:2: an alias/,
    ],
    ['a tag', 'label: !!js/function x\n', /yml:1: not valid YAML/],
    ['a key twice', 'label: a\nlabel: b\n', /yml:2: not valid YAML \(duplicated/],
    ['broken YAML', 'own: [a\nlabel: b\n', /yml:\d: not valid YAML/],
    ['two documents', 'label: a\n---\nlabel: b\n', /yml:1: several YAML documents/],
    ['deep nesting', `own: ${'['.repeat(5000)}`, /yml:1: not valid YAML/],
    ['ten megabytes', '#'.repeat(10 * 1024 * 1024), /yml: 10485760 bytes; accepted: at most 65536/],
  ]
  for (const [what, text, message] of cases) {
    it(what, () => {
      const refuse = (): unknown => parseConfiguration(text)
      expect(refuse).toThrow(HeadwaterError)
      expect(refuse).toThrow(message)
      expect(refuse).toThrow(/^[\x20-\x7e]+$/)
    })
  }

  it('whatever the text is: a configuration or one error', () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom(
          'own:',
          'label: ',
          '  - ',
          '*a',
          '&a',
          '[',
          '{',
          '"',
          '- ',
          'x: y',
          '? ',
          '|',
          '>',
          '\t',
          '---',
        ),
        fc.string(),
      ),
    )
    fc.assert(
      fc.property(lines, (parts) => {
        try {
          parseConfiguration(parts.join('\n'))
        } catch (error) {
          expect(error).toBeInstanceOf(HeadwaterError)
          expect((error as Error).message).toMatch(/^[\x20-\x7e]+$/)
        }
      }),
      { seed: 4, numRuns: 2000 },
    )
  })
})

describe('the published schema of .github/headwater.yml', () => {
  const published: object = JSON.parse(readFileSync(new URL('../docs/headwater.schema.json', import.meta.url), 'utf8'))

  it('is the one that the code holds', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(configurationSchema())))
  })

  it('accepts what Headwater accepts, so that an editor can help', () => {
    const validate = new Ajv.default({ strict: false }).compile(published)
    expect(validate(load(whole)), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({})).toBe(true)
    expect(validate({ lables: 'x' })).toBe(false)
  })
})
