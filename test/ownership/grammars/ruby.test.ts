import { describe, expect, it } from 'vitest'
import { ruby } from '../../../src/ownership/grammars/ruby.ts'
import { itLeaves, itReads, itSurvives, type ReadRow, type StatedFrame } from './grammar-table.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function gem(name: string, version: string, more: Partial<SamplePackage> = {}) {
  return { purl: `pkg:gem/${name}@${version}`, ecosystem: 'gem', name, ...more } as const
}

const checkout = indexOf([
  gem('checkout', '0', { own: true }),
  gem('kramdown', '2.4.0'),
  gem('nokogiri', '1.15.4'),
  gem('rexml', '3.3.9'),
  gem('http-2', '0.11.0'),
  gem('net-http-persistent', '4.0.2'),
  gem('actionpack', '7.1.2'),
  gem('acme_money', '0.3.0', { installPaths: ['bundler/gems/money-0a1b2c3d4e5f'] }),
])
const empty = indexOf([])
const bare = indexOf([gem('kramdown', '2.4.0')])

const own = 'pkg:gem/checkout@0'
const kramdown = 'pkg:gem/kramdown@2.4.0'
const gems = '/usr/share/rubygems-integration/all/gems'

describe('whose a Ruby frame is', () => {
  // As StackProf 0.2.21 writes them with Ruby 3.1.2: the JSON of `stackprof --json`.
  const ofStackprof: ReadRow[] = [
    [
      { name: 'Kramdown::Parser::Kramdown#parse_link', file: `${gems}/kramdown-2.4.0/lib/kramdown/parser/link.rb` },
      'dependency',
      kramdown,
      'parse_link',
    ],
    [
      { name: '<top (required)>', file: `${gems}/kramdown-2.4.0/lib/kramdown/parser/html.rb` },
      'dependency',
      kramdown,
      '<top (required)>',
    ],
    [
      { name: '<class:Kramdown>', file: `${gems}/kramdown-2.4.0/lib/kramdown/parser/kramdown.rb` },
      'dependency',
      kramdown,
      '<class:Kramdown>',
    ],
    [
      { name: '<module:REXML>', file: '/usr/lib/ruby/gems/3.1.0/gems/rexml-3.3.9/lib/rexml/baseparser.rb' },
      'dependency',
      'pkg:gem/rexml@3.3.9',
      '<module:REXML>',
    ],
    [{ name: 'Acme::Cart#total', file: '/srv/checkout/lib/cart.rb' }, 'own', own, 'total'],
    [{ name: 'Acme::Cart.open', file: '/srv/checkout/lib/cart.rb' }, 'own', own, 'open'],
    [{ name: 'block (2 levels) in <main>', file: '/srv/checkout/main.rb' }, 'own', own, '<main>'],
    [{ name: '<main>', file: 'main.rb' }, 'own', own, '<main>'],
    [{ name: 'Array#sum_twice', file: '/srv/checkout/main.rb' }, 'own', own, 'sum_twice'],
    [{ name: 'Array#each', file: '<cfunc>' }, 'standard-library', 'ruby std', 'each'],
    [{ name: 'BasicObject#instance_eval', file: '<cfunc>' }, 'standard-library', 'ruby std', 'instance_eval'],
    [{ name: 'JSON::Ext::Generator::State#generate', file: '<cfunc>' }, 'standard-library', 'ruby std', 'generate'],
    [{ name: 'JSON.generate', file: '/usr/lib/ruby/3.1.0/json/common.rb' }, 'standard-library', 'ruby std', 'generate'],
    [
      { name: 'Kernel#require', file: '<internal:/usr/lib/ruby/vendor_ruby/rubygems/core_ext/kernel_require.rb>' },
      'standard-library',
      'ruby std',
      'require',
    ],
    [{ name: '(sweeping)', file: '' }, 'runtime', 'ruby gc', '(sweeping)'],
    ['(marking)', 'runtime', 'ruby gc', '(marking)'],
    ['(garbage collection)', 'runtime', 'ruby gc', '(garbage collection)'],
  ]
  // `stackprof --stackcollapse` has no paths.
  const collapsed: ReadRow[] = [
    ['Kramdown::Parser::Kramdown#parse_spans', 'dependency', kramdown, 'parse_spans'],
    ['<module:Kramdown>', 'dependency', kramdown, '<module:Kramdown>'],
    ['StringScanner#check', 'standard-library', 'ruby std', 'check'],
    ['Integer#times', 'standard-library', 'ruby std', 'times'],
    ['Net::HTTP::Persistent#request', 'dependency', 'pkg:gem/net-http-persistent@4.0.2', 'request'],
    ['ActionDispatch::Routing::RouteSet#call', 'dependency', 'pkg:gem/actionpack@7.1.2', 'call'],
    ['Article#to_html', 'own', 'own code', 'to_html'],
    ['Object#work', 'own', 'own code', 'work'],
    ['<main>', 'own', 'own code', '<main>'],
    ['block in <main>', 'own', 'own code', '<main>'],
    ['<top (required)>', 'unknown', 'code without a path', '<top (required)>'],
  ]
  // By the documents of rbspy 0.19, Bundler 2, RubyGems 3 and Datadog's profiler.
  const ofTools: ReadRow[] = [
    [{ name: 'each [c function]', file: '(unknown)' }, 'standard-library', 'ruby std', 'each'],
    [
      { name: 'parse', file: '/usr/local/bundle/gems/nokogiri-1.15.4-x86_64-linux/lib/nokogiri/xml.rb' },
      'dependency',
      'pkg:gem/nokogiri@1.15.4',
      'parse',
    ],
    [
      { name: 'HTTP2::Client#send', file: '/app/vendor/bundle/ruby/3.1.0/gems/http-2-0.11.0/lib/http/2.rb' },
      'dependency',
      'pkg:gem/http-2@0.11.0',
      'send',
    ],
    [
      { name: 'render', file: '/usr/local/bundle/gems/liquid-5.4.0/lib/liquid.rb' },
      'dependency',
      'pkg:gem/liquid@5.4.0',
      'render',
    ],
    [
      { name: 'Acme::Money#add', file: '/usr/local/bundle/bundler/gems/money-0a1b2c3d4e5f/lib/money.rb' },
      'dependency',
      'pkg:gem/acme_money@0.3.0',
      'add',
    ],
    [
      { name: 'Array#each', file: `${gems}/kramdown-2.4.0/lib/kramdown/element.rb` },
      'standard-library',
      'ruby std',
      'each',
    ],
    [
      {
        name: 'xmlSAX2StartElementNs',
        object: '/usr/local/bundle/extensions/x86_64-linux/3.1.0/nokogiri-1.15.4/nokogiri.so',
      },
      'dependency',
      'pkg:gem/nokogiri@1.15.4',
      'xmlSAX2StartElementNs',
    ],
    [{ name: 'Nokogiri::XML::Node#name', file: '<cfunc>' }, 'dependency', 'pkg:gem/nokogiri@1.15.4', 'name'],
    [
      { name: 'vm_exec_core', object: '/usr/lib/x86_64-linux-gnu/libruby-3.1.so.3.1.2' },
      'runtime',
      'ruby vm',
      'vm_exec_core',
    ],
    [
      { name: 'gc_mark_children', object: '/usr/lib/x86_64-linux-gnu/libruby-3.1.so.3.1.2' },
      'runtime',
      'ruby gc',
      'gc_mark_children',
    ],
    [{ name: 'render', file: '(eval at /srv/checkout/app/page.rb:12)' }, 'own', own, 'render'],
    [{ name: 'render', file: '(eval)' }, 'unknown', 'evaluated code', 'render'],
    [{ name: 'render', file: '/srv/checkout/app/views/page.html.erb' }, 'own', own, 'render'],
    [{ name: '<main>', file: '/srv/checkout/bin/rails' }, 'own', own, '<main>'],
    [{ name: 'Rack::Handler.run', file: '/usr/lib/ruby/vendor_ruby/rack/handler.rb' }, 'unknown', 'rack', 'run'],
  ]
  itReads(ruby, checkout, [...ofStackprof, ...collapsed, ...ofTools])

  const invalid: [what: string, frame: StatedFrame][] = [
    ['a script', { name: 'Cart.total', file: '/srv/checkout/cart.js' }],
    ['a Python file', { name: 'total', file: '/srv/checkout/cart.py' }],
    ['a PHP file', { name: 'Cart::total', file: '/srv/checkout/cart.php' }],
    ['a bare name', 'total'],
    ['a C++ name', 'Cart::total'],
    ['a class of the JVM', 'com.acme.Cart.total'],
    ['a Go method', 'net/http.(*conn).serve'],
    ['a library of the system', { name: 'memcpy', object: '/usr/lib/x86_64-linux-gnu/libc.so.6' }],
    ['another program', { name: 'main', object: '/usr/bin/rubyish-tool' }],
    ["V8's activity", '(program)'],
    ['another C# generic', 'List`1.Add'],
    ['no symbol', '[unknown]'],
    ['a generated name', { name: 'f', file: '<anonymous>' }],
    ['a path that no system takes', { name: 'f', file: `/${'a/'.repeat(3000)}x.rb` }],
    ['an empty name', ''],
  ]
  itLeaves(ruby, checkout, invalid)
  itLeaves(ruby, empty, [
    ['a constant, where nothing says that the service is Ruby', 'Kramdown.parse'],
    ["a collection that is called as V8's, where nothing says that the service is Ruby", 'Garbage Collection'],
  ])
})

describe('what a Gemfile.lock has to say', () => {
  it('believes the version in the path, whatever it says now', () => {
    const reading = ruby.read(frameOf({ name: 'parse', file: `${gems}/kramdown-2.3.1/lib/kramdown.rb` }), checkout)
    expect(reading?.owner).toEqual({ kind: 'dependency', package: null, name: 'pkg:gem/kramdown@2.3.1' })
    expect(reading?.reason).toContain('no lockfile has this version')
  })

  it('says that a constant only probably names its gem', () => {
    expect(ruby.read(frameOf({ name: 'Kramdown::Document#to_html' }), bare)?.reason).toMatch(/^probably: /)
  })
})

describe('hostile Ruby frames', () => {
  itSurvives(ruby, checkout, [
    'gems/',
    'bundler/gems/',
    'kramdown-2.4.0/',
    '-1',
    'extensions/a/b/',
    'vendor_ruby/',
    'block in ',
    '<class:',
    '>',
    'A::',
    '#',
    '(eval at ',
    ':1)',
    '<internal:',
    '.rb',
    '#<Class:',
    '/ruby/3.1.0/',
  ])
})
