import { describe, expect, it } from 'vitest'
import { python } from '../../../src/ownership/grammars/python.ts'
import { itLeaves, itReads, itSurvives, type ReadRow, type StatedFrame } from './grammar-table.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function pypi(name: string, version: string, libraryNames: readonly string[], more: Partial<SamplePackage> = {}) {
  return { purl: `pkg:pypi/${name}@${version}`, ecosystem: 'pypi', name, libraryNames, ...more } as const
}

const checkout = indexOf([
  pypi('checkout', '1.0.0', ['checkout'], { own: true }),
  pypi('pyyaml', '6.0.3', ['yaml', '_yaml']),
  pypi('numpy', '2.4.6', ['numpy']),
  pypi('attrs', '26.1.0', ['attr', 'attrs']),
  pypi('six', '1.17.0', ['six']),
  pypi('gunicorn', '21.2.0', ['gunicorn']),
  pypi('google-cloud-core', '2.4.1', ['google.cloud']),
  pypi('google-cloud-storage', '2.14.0', ['google.cloud.storage']),
  pypi('cffi', '1.16.0', ['cffi', '_cffi_backend']),
])
const empty = indexOf([])

const own = 'pkg:pypi/checkout@1.0.0'
const yaml = 'pkg:pypi/pyyaml@6.0.3'
const numpy = 'pkg:pypi/numpy@2.4.6'
const site = '/srv/checkout/.venv/lib/python3.11/site-packages'

describe('whose a Python frame is', () => {
  // As CPython 3.11.7 has it: `co_filename` and `co_qualname` of the frames that `sys._getframe()` walks through, numpy 2.4.6, PyYAML 6.0.3
  // and attrs 26.1.0 installed by pip 23.2 into a venv.
  const ofCpython: ReadRow[] = [
    [{ name: 'load', file: `${site}/yaml/__init__.py` }, 'dependency', yaml, 'load'],
    [
      { name: 'BaseConstructor.construct_object', file: `${site}/yaml/constructor.py` },
      'dependency',
      yaml,
      'construct_object',
    ],
    [
      { name: 'JSONDecoder.raw_decode', file: '/root/.pyenv/versions/3.11.7/lib/python3.11/json/decoder.py' },
      'standard-library',
      'python std',
      'raw_decode',
    ],
    [
      { name: '_find_and_load', file: '<frozen importlib._bootstrap>' },
      'standard-library',
      'python std',
      '_find_and_load',
    ],
    [
      { name: '_LoaderBasics.exec_module', file: '<frozen importlib._bootstrap_external>' },
      'standard-library',
      'python std',
      'exec_module',
    ],
    [{ name: '<module>', file: '<string>' }, 'unknown', 'generated code', '<module>'],
    [{ name: '__create_fn__.<locals>.__init__', file: '<string>' }, 'unknown', 'generated code', '__init__'],
    [
      { name: '__init__', file: '<attrs generated methods checkout.cart.Item>' },
      'dependency',
      'pkg:pypi/attrs@26.1.0',
      '__init__',
    ],
    [{ name: '<listcomp>', file: '/srv/checkout/cart.py' }, 'own', own, '<listcomp>'],
    [{ name: 'Cart.total.<locals>.<genexpr>', file: '/srv/checkout/cart.py' }, 'own', own, 'total'],
    [{ name: '<module>', file: '/srv/checkout/cart.py' }, 'own', own, '<module>'],
    [{ name: 'with_metaclass', file: `${site}/six.py` }, 'dependency', 'pkg:pypi/six@1.17.0', 'with_metaclass'],
    [
      { name: 'get_single', object: `${site}/yaml/_yaml.cpython-311-x86_64-linux-gnu.so` },
      'dependency',
      yaml,
      'get_single',
    ],
    [
      { name: 'dgemm_kernel', object: `${site}/numpy.libs/libscipy_openblas64_-32a4b2a6.so` },
      'dependency',
      numpy,
      'dgemm_kernel',
    ],
    [
      { name: 'scanstring', object: '/usr/lib/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so' },
      'standard-library',
      'python std',
      'scanstring',
    ],
  ]
  // By the documents of the tools: py-spy 0.3, Austin 3.7, perf with CPython 3.12, eggs of setuptools, Debian's layout.
  const ofTools: ReadRow[] = [
    [{ name: 'load', file: 'yaml/loader.py' }, 'dependency', yaml, 'load'],
    [{ name: 'run', file: 'threading.py' }, 'standard-library', 'python std', 'run'],
    [{ name: 'get', file: 'asyncio/queues.py' }, 'standard-library', 'python std', 'get'],
    [{ name: 'total', file: 'cart/total.py' }, 'own', 'own code', 'total'],
    [
      { name: 'upload', file: 'google/cloud/storage/blob.py' },
      'dependency',
      'pkg:pypi/google-cloud-storage@2.14.0',
      'upload',
    ],
    [{ name: 'get', file: 'google/cloud/client.py' }, 'dependency', 'pkg:pypi/google-cloud-core@2.4.1', 'get'],
    [
      `PyArray_Sum (${site}/numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so)`,
      'dependency',
      numpy,
      'PyArray_Sum',
    ],
    ['_PyEval_EvalFrameDefault (libpython3.11.so.1.0)', 'runtime', 'cpython', '_PyEval_EvalFrameDefault'],
    ['_PyEval_EvalFrameDefault', 'runtime', 'cpython', '_PyEval_EvalFrameDefault'],
    [{ name: 'gc_collect_main', object: '/usr/bin/python3.11' }, 'runtime', 'cpython gc', 'gc_collect_main'],
    [{ name: 'long_add', object: '/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0' }, 'runtime', 'cpython', 'long_add'],
    [':GC:', 'runtime', 'cpython gc', ':GC:'],
    [':INVALID:', 'unknown', 'unread python frame', ':INVALID:'],
    ['py::Cart.total:/srv/checkout/cart.py', 'own', own, 'total'],
    [`py::safe_load:${site}/yaml/__init__.py`, 'dependency', yaml, 'safe_load'],
    [{ name: '<module>', file: '/srv/checkout/bin/manage' }, 'own', own, '<module>'],
    [{ name: 'load', file: '/usr/lib/python3/dist-packages/yaml/__init__.py' }, 'dependency', yaml, 'load'],
    [
      { name: 'load', file: `${site}/PyYAML-5.4-py3.8-linux-x86_64.egg/yaml/__init__.py` },
      'dependency',
      'pkg:pypi/pyyaml@5.4',
      'load',
    ],
    [{ name: 'dumps', file: 'C:\\Python311\\Lib\\json\\__init__.py' }, 'standard-library', 'python std', 'dumps'],
    [{ name: 'dumps', file: 'C:\\checkout\\cart.py' }, 'own', own, 'dumps'],
    [{ name: 'load', file: 'C:\\checkout\\venv\\Lib\\site-packages\\yaml\\loader.py' }, 'dependency', yaml, 'load'],
    [{ name: 'send', file: `${site}/pip/_vendor/requests/sessions.py` }, 'unknown', 'pip', 'send'],
  ]
  itReads(python, checkout, [...ofCpython, ...ofTools])

  const invalid: [what: string, frame: StatedFrame][] = [
    ['a script', { name: 'load', file: '/srv/checkout/app.js' }],
    ['a Go file', { name: 'json.load', file: '/usr/local/go/src/json/load.go' }],
    ['a Ruby file', { name: 'Cart#total', file: '/srv/checkout/cart.rb' }],
    ['a bare name', 'load'],
    ['a name with dots', 'yaml.loader.load'],
    ['a C++ name', 'Parser::parse'],
    ['a library of the system', { name: 'memcpy', object: '/usr/lib/x86_64-linux-gnu/libc.so.6' }],
    ['a program called otherwise', { name: 'main', object: '/usr/bin/pythonista' }],
    ['a library in a folder of that name', { name: 'f', object: '/opt/python/libfoo.so' }],
    ["a source that begins like perf's map", 'py::total'],
    ['a script without suffix whose code is a function', { name: 'main', file: '/srv/checkout/bin/manage' }],
    ['a generated name of another language', { name: 'f', file: '<anonymous>' }],
    ['a path that no system takes', { name: 'f', file: `/${'a/'.repeat(3000)}x.py` }],
    ['a native function in parentheses', 'operator() (int)'],
    ['an empty name', ''],
  ]
  itLeaves(python, checkout, invalid)
  itLeaves(python, empty, [
    ['a name of the C interface, where nothing says that the service is Python', 'PyList_Append'],
  ])
})

describe('what a lockfile of Python has to say', () => {
  it('names every version where two lockfiles have different ones', () => {
    const two = indexOf([pypi('pyyaml', '5.4', ['yaml']), pypi('pyyaml', '6.0', ['yaml'])])
    const reading = python.read(frameOf({ name: 'load', file: `${site}/yaml/loader.py` }), two)
    expect(reading?.owner.name).toBe('pkg:pypi/pyyaml@5.4')
    expect(reading?.reason).toContain('pkg:pypi/pyyaml@5.4, pkg:pypi/pyyaml@6.0')
  })

  it('says what would tell the package of a module that no lockfile names', () => {
    const reading = python.read(frameOf({ name: 'load', file: `${site}/yaml/loader.py` }), empty)
    expect(reading?.owner).toEqual({ kind: 'unknown', package: null, name: 'yaml' })
    expect(reading?.reason).toContain('RECORD')
  })

  it('calls a shortened path unknown without a lockfile, and own code with one', () => {
    const frame = frameOf({ name: 'total', file: 'cart/total.py' })
    expect(python.read(frame, empty)?.owner.kind).toBe('unknown')
    expect(python.read(frame, checkout)?.owner.kind).toBe('own')
  })

  it('finds the own package of a service with several by its folder', () => {
    const several = indexOf([
      pypi('cart', '1.0', ['cart'], { own: true, lockfile: 'services/cart/uv.lock' }),
      pypi('mail', '1.0', ['mail'], { own: true, lockfile: 'services/mail/uv.lock' }),
    ])
    const reading = python.read(frameOf({ name: 'send', file: '/src/services/mail/mail/send.py' }), several)
    expect(reading?.owner.name).toBe('pkg:pypi/mail@1.0')
  })
})

describe('hostile Python frames', () => {
  itSurvives(python, checkout, [
    'site-packages/',
    '/',
    '\\',
    '.py',
    '<frozen ',
    '<attrs generated ',
    '.egg/',
    '-py3',
    '.<locals>.',
    'py::',
    ':',
    ' (',
    ').so',
    'lib/python3.11/',
    '_',
    'Py_',
  ])
})
