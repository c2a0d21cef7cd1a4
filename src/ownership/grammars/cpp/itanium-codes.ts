/** The one- and two-letter codes of https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling-builtin and #operator-name. */

export const builtinTypes: ReadonlyMap<string, string> = new Map([
  ['v', 'void'],
  ['w', 'wchar_t'],
  ['b', 'bool'],
  ['c', 'char'],
  ['a', 'signed char'],
  ['h', 'unsigned char'],
  ['s', 'short'],
  ['t', 'unsigned short'],
  ['i', 'int'],
  ['j', 'unsigned int'],
  ['l', 'long'],
  ['m', 'unsigned long'],
  ['x', 'long long'],
  ['y', 'unsigned long long'],
  ['n', '__int128'],
  ['o', 'unsigned __int128'],
  ['f', 'float'],
  ['d', 'double'],
  ['e', 'long double'],
  ['g', '__float128'],
  ['z', '...'],
])

/** After a `D`. */
export const laterTypes: ReadonlyMap<string, string> = new Map([
  ['d', 'decimal64'],
  ['e', 'decimal128'],
  ['f', 'decimal32'],
  ['h', 'half'],
  ['i', 'char32_t'],
  ['s', 'char16_t'],
  ['u', 'char8_t'],
  ['a', 'auto'],
  ['c', 'decltype(auto)'],
  ['n', 'decltype(nullptr)'],
])

/** After an `S`, the last component of the name apart: it is what a constructor is called. */
export const standardNames: ReadonlyMap<string, string> = new Map([
  ['a', 'allocator'],
  ['b', 'basic_string'],
  ['s', 'string'],
  ['i', 'istream'],
  ['o', 'ostream'],
  ['d', 'iostream'],
])

/** How a literal of a type is written: what follows its digits. */
export const literalSuffixes: ReadonlyMap<string, string> = new Map([
  ['int', ''],
  ['unsigned int', 'u'],
  ['long', 'l'],
  ['unsigned long', 'ul'],
  ['long long', 'll'],
  ['unsigned long long', 'ull'],
])

/** What follows `operator`. */
export const operators: ReadonlyMap<string, string> = new Map([
  ['nw', ' new'],
  ['na', ' new[]'],
  ['dl', ' delete'],
  ['da', ' delete[]'],
  ['aw', ' co_await'],
  ['ps', '+'],
  ['ng', '-'],
  ['ad', '&'],
  ['de', '*'],
  ['co', '~'],
  ['pl', '+'],
  ['mi', '-'],
  ['ml', '*'],
  ['dv', '/'],
  ['rm', '%'],
  ['an', '&'],
  ['or', '|'],
  ['eo', '^'],
  ['aS', '='],
  ['pL', '+='],
  ['mI', '-='],
  ['mL', '*='],
  ['dV', '/='],
  ['rM', '%='],
  ['aN', '&='],
  ['oR', '|='],
  ['eO', '^='],
  ['ls', '<<'],
  ['rs', '>>'],
  ['lS', '<<='],
  ['rS', '>>='],
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['gt', '>'],
  ['le', '<='],
  ['ge', '>='],
  ['ss', '<=>'],
  ['nt', '!'],
  ['aa', '&&'],
  ['oo', '||'],
  ['pp', '++'],
  ['mm', '--'],
  ['cm', ','],
  ['pm', '->*'],
  ['pt', '->'],
  ['ds', '.*'],
  ['cl', '()'],
  ['ix', '[]'],
  ['qu', '?'],
])

/** Operators of one operand; where they stand in an expression all others here have two. */
export const unaryOperators: ReadonlySet<string> = new Set(['ps', 'ng', 'ad', 'de', 'co', 'nt', 'pp', 'mm'])

/** Before a type and what is cast to it. */
export const casts: ReadonlyMap<string, string> = new Map([
  ['sc', 'static_cast'],
  ['dc', 'dynamic_cast'],
  ['rc', 'reinterpret_cast'],
  ['cc', 'const_cast'],
])
