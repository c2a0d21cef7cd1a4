import { describe, expect, it } from 'vitest'
import { php } from '../../../src/ownership/grammars/php.ts'
import { itLeaves, itReads, itSurvives, type ReadRow, type StatedFrame } from './grammar-table.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function composer(name: string, version: string, namespaces: readonly string[], more: Partial<SamplePackage> = {}) {
  const libraryNames = [name, ...namespaces]
  return { purl: `pkg:composer/${name}@${version}`, ecosystem: 'composer', name, libraryNames, ...more } as const
}

const checkout = indexOf([
  composer('acme/checkout', '1.0.0', ['Shop'], { own: true }),
  composer('acme/money', '2.1.0', ['Acme\\Money']),
  composer('symfony/yaml', '5.4.53', []),
  composer('symfony/console', '5.4.32', ['Symfony\\Component\\Console']),
  composer('erusev/parsedown', '1.7.4', []),
  composer('twig/twig', '3.8.0', []),
])
const empty = indexOf([])

const own = 'pkg:composer/acme/checkout@1.0.0'
const money = 'pkg:composer/acme/money@2.1.0'
const yaml = 'pkg:composer/symfony/yaml@5.4.53'
const vendor = '/srv/checkout/vendor'

describe('whose a PHP frame is', () => {
  // As Excimer 1.0.4 writes them with PHP 8.2.36: `ExcimerLog::formatCollapsed()`.
  const ofExcimer: ReadRow[] = [
    ['Acme\\Money\\Money::sum', 'dependency', money, 'sum'],
    ['Acme\\Money\\Money::__call', 'dependency', money, '__call'],
    ['Acme\\Money\\fmt', 'dependency', money, 'fmt'],
    [`class@anonymous_${vendor}/acme/money/src/Money.php:4$0::go`, 'dependency', money, 'go'],
    ['/srv/checkout/main.php', 'own', own, '/srv/checkout/main.php'],
    ['{closure:/srv/checkout/main.php(3)}', 'own', own, '{closure}'],
    [`{closure:${vendor}/acme/money/src/Money.php(9)}`, 'dependency', money, '{closure}'],
    [`{closure:${vendor}/autoload.php(3)}`, 'runtime', 'composer autoloader', '{closure}'],
    ['gen', 'own', 'own code', 'gen'],
    ['handle', 'own', 'own code', 'handle'],
    ['Shop\\Kernel::handle', 'own', own, 'handle'],
    ['Symfony\\Component\\Yaml\\Parser::doParse', 'dependency', yaml, 'doParse'],
    ['Symfony\\Component\\Yaml\\Parser::preg_match', 'dependency', yaml, 'preg_match'],
  ]
  // By the documents of phpspy 0.7, XHProf 2, Datadog's profiler, Composer 2 and PHP 8.4.
  const ofTools: ReadRow[] = [
    [
      { name: 'Symfony\\Component\\Yaml\\Inline::parse', file: `${vendor}/symfony/yaml/Inline.php` },
      'dependency',
      yaml,
      'parse',
    ],
    [{ name: 'handle', file: '/srv/checkout/src/Kernel.php' }, 'own', own, 'handle'],
    [{ name: '<main>', file: '/srv/checkout/public/index.php' }, 'own', own, '<main>'],
    [{ name: 'preg_match', file: '<internal>' }, 'standard-library', 'php std', 'preg_match'],
    ['preg_match', 'standard-library', 'php std', 'preg_match'],
    ['PDOStatement::execute', 'standard-library', 'php std', 'execute'],
    ['DateTimeImmutable::format', 'standard-library', 'php std', 'format'],
    [`include::${vendor}/acme/money/src/Money.php`, 'dependency', money, `${vendor}/acme/money/src/Money.php`],
    ['main()', 'own', 'own code', 'main()'],
    ['Symfony\\Component\\Console\\Application::run', 'dependency', 'pkg:composer/symfony/console@5.4.32', 'run'],
    ['Acme\\Money\\{closure}', 'dependency', money, 'Money'],
    ['{closure:Acme\\Money\\Money::sum():12}', 'dependency', money, 'sum'],
    ['Parsedown::text', 'dependency', 'pkg:composer/erusev/parsedown@1.7.4', 'text'],
    ['Twig\\Environment::render', 'dependency', 'pkg:composer/twig/twig@3.8.0', 'render'],
    [
      { name: 'Composer\\Autoload\\ClassLoader::loadClass', file: `${vendor}/composer/ClassLoader.php` },
      'runtime',
      'composer autoloader',
      'loadClass',
    ],
    [
      { name: 'Monolog\\Logger::info', file: `${vendor}/monolog/monolog/src/Logger.php` },
      'unknown',
      'monolog/monolog',
      'info',
    ],
    [{ name: 'zend_execute', object: '/usr/sbin/php-fpm8.2' }, 'runtime', 'php', 'zend_execute'],
    ['App\\Http\\Kernel::handle', 'own', 'own code', 'handle'],
  ]
  itReads(php, checkout, [...ofExcimer, ...ofTools])

  const invalid: [what: string, frame: StatedFrame][] = [
    ['a script', { name: 'handle', file: '/srv/checkout/app.js' }],
    ['a Python file', { name: 'handle', file: '/srv/checkout/app.py' }],
    ['a Ruby file', { name: 'Cart#total', file: '/srv/checkout/cart.rb' }],
    ['a path of Windows', 'C:\\checkout\\main'],
    ['a Rust impl', '<Cart as Total>::total'],
    ['a C++ template', 'Cart<int>::total'],
    ['a function of libc', { name: 'memcpy', object: '/usr/lib/x86_64-linux-gnu/libc.so.6' }],
    ['code that is compiled', { name: 'total', kind: 'native' }],
    ['a class of the JVM', 'com/acme/Cart.total'],
    ['a Go method', 'net/http.(*conn).serve'],
    ['no symbol', '[unknown]'],
    ['a path without a suffix', '/srv/checkout/main'],
    ['a kernel function', { name: 'do_syscall_64', kind: 'kernel' }],
    ['a name with a space', 'total of cart'],
    ['an empty name', ''],
  ]
  itLeaves(php, checkout, invalid)
  itLeaves(php, empty, [['a bare function, where nothing says that the service is PHP', 'preg_match']])
})

describe('what a composer.lock has to say', () => {
  it('says what would tell whose a namespace is', () => {
    const reading = php.read(frameOf({ name: 'Acme\\Money\\Money::sum' }), empty)
    expect(reading?.owner).toEqual({ kind: 'unknown', package: null, name: 'Acme' })
    expect(reading?.reason).toContain('composer.lock')
  })

  it('says that a namespace that no package promises only probably names its package', () => {
    const reading = php.read(frameOf({ name: 'Symfony\\Component\\Yaml\\Parser::doParse' }), checkout)
    expect(reading?.reason).toMatch(/^probably: /)
  })
})

describe('hostile PHP frames', () => {
  itSurvives(php, checkout, [
    '\\',
    'A\\',
    '::',
    '{closure:',
    '{closure}',
    '/vendor/',
    'a/b/',
    '.php',
    'class@anonymous',
    '\0',
    '(3)}',
    ':4$0',
    'include::',
    '<internal>',
    '()',
  ])
})
