import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demangleCpp, isMangledCpp } from '../../../../src/ownership/grammars/cpp/demangle-cpp.ts'

describe('the text of a mangled C++ name', () => {
  const valid: [mangled: string, text: string][] = [
    ['_Z4mainiPPc', 'main(int, char**)'],
    ['_ZN4acme3runEv', 'acme::run()'],
    ['_ZNK4acme4Book4sizeEv', 'acme::Book::size() const'],
    ['_ZNR4acme4Book4takeEv', 'acme::Book::take() &'],
    ['_ZN4acme4BookC2ERKS0_', 'acme::Book::Book(acme::Book const&)'],
    ['_ZN4acme4BookD0Ev', 'acme::Book::~Book()'],
    ['_ZN4acme4BookIiEC1Ev', 'acme::Book<int>::Book()'],
    ['_ZN12_GLOBAL__N_15priceEl', '(anonymous namespace)::price(long)'],
    ['_ZN4acmelsERSoRKNS_4BookE', 'acme::operator<<(std::ostream&, acme::Book const&)'],
    ['_ZNK4acme4FlagcvbEv', 'acme::Flag::operator bool() const'],
    ['_Znwm', 'operator new(unsigned long)'],
    ['_ZN4acmeli2_kEPKc', 'acme::operator"" _k(char const*)'],
    ['_Z3maxIiET_S0_S0_', 'max<int>(int, int)'],
    ['_ZSt4moveIRN4acme4BookEEONSt16remove_referenceIT_E4typeEOS4_', 'std::move<acme::Book&>(acme::Book&)'],
    ['_ZN4acme4eachIJilEEEvDpT_', 'acme::each<int, long>(int, long)'],
    ['_ZN4acme2onEPFviE', 'acme::on(void (*)(int))'],
    ['_ZN4acme2onEMNS_4BookEFviE', 'acme::on(void (acme::Book::*)(int))'],
    ['_ZN4acme4viewERA8_Kc', 'acme::view(char const (&) [8])'],
    ['_ZN4acme4pickILb1EXadL_Z4mainiPPcEEEEvv', 'acme::pick<true, &(main(int, char**))>()'],
    ['_ZN4acme4fillILm250EEEvSs', 'acme::fill<250ul>(std::string)'],
    ['_ZZN4acme3runEvENKUliE_clEi', 'acme::run()::{lambda(int)#1}::operator()(int) const'],
    ['_ZZN4acme3runEvENKUlT_E0_clIiEEDal', 'acme::run()::{lambda(auto:1)#2}::operator()<int>(long) const'],
    ['_ZZN4acme3runEvE5count_0', 'acme::run()::count'],
    ['_ZN4acme3tagB5cxx11Ev', 'acme::tag[abi:cxx11]()'],
    ['_ZTV4Book', 'vtable for Book'],
    ['_ZTIN4acme4BookE', 'typeinfo for acme::Book'],
    ['_ZGVZN4acme3runEvE5count', 'guard variable for acme::run()::count'],
    ['_ZThn16_N4acme4Book4sizeEv', 'non-virtual thunk to acme::Book::size()'],
    ['_ZN4acme3runEv.cold', 'acme::run()'],
    ['_ZN4acme3runEv@plt', 'acme::run()'],
    ['__ZN4acme3runEv', 'acme::run()'],
    [
      '_ZN3fmt2v96detail5writeIcNS0_8appenderExLi0EEET0_S4_T1_',
      'fmt::v9::detail::write<char, fmt::v9::appender, long long, 0>(fmt::v9::appender, long long)',
    ],
  ]
  for (const [mangled, text] of valid) {
    it(`of ${mangled} is ${text}`, () => {
      expect(isMangledCpp(mangled)).toBe(true)
      expect(demangleCpp(mangled)).toBe(text)
    })
  }

  const partly: [mangled: string, text: string][] = [
    ['_ZN4acme4pickIXtlNS_1AEEEEvv', 'acme::pick'],
    ['_ZNSt6vectorIXzzE', 'std::vector'],
    ['_Z4fillIXtl1AEEEv1B', 'fill'],
  ]
  for (const [mangled, text] of partly) {
    it(`of ${mangled}, which is not read to its end, is its leading names ${text}`, () => {
      expect(demangleCpp(mangled)).toBe(text)
    })
  }

  const invalid = ['_Z', '_ZN', '_ZNE', '_Z9short', '_ZS_', '_ZT_', '_Z0a', '_ZN3fmt']
  for (const mangled of invalid) {
    it(`of ${mangled} is at most a leading name`, () => {
      expect([null, 'fmt']).toContain(demangleCpp(mangled))
    })
  }

  it('is not asked for where Rust mangled the name', () => {
    expect(isMangledCpp('_ZN4core3ptr13drop_in_place17h0123456789abcdefE')).toBe(false)
    expect(isMangledCpp('_ZN4core3ptr13drop_in_place17h0123456789abcdefE.llvm.123')).toBe(false)
  })
})

describe('hostile mangled names', () => {
  it('cannot make a text that doubles with every few characters', () => {
    const letters = 'BCDEFGHIJKLMNOPQRSTUVWXYZ'
    let name = '_Z1f1A'
    let current = 0
    for (const letter of letters) {
      const reference = current === 0 ? 'S_' : `S${(current - 1).toString(36).toUpperCase()}_`
      name += `1${letter}I${reference}${reference}E`
      current += 2
    }
    expect(demangleCpp(name)).toBe('f')
  })

  it('are refused where they nest or repeat without end', () => {
    for (const part of [
      'P',
      'N',
      'F',
      'I',
      'J',
      'K',
      'A',
      'L',
      'X',
      'Z',
      'Dp',
      'S_',
      'T_',
      '1a',
      'UlvE_',
      'cv',
      'sr',
    ]) {
      for (const start of ['_Z', '_ZN', '_Z1fI', '_Z1f', '_ZN1aI']) {
        expect(() => demangleCpp(start + part.repeat(2000 / part.length))).not.toThrow()
        expect(demangleCpp(start + part.repeat(100_000))).toBeNull()
      }
    }
  })

  it('end in a text of bounded length or in null, whatever they hold', () => {
    const piece = fc.constantFrom(
      ...'NEIJPROKVSTFAMDXLZUGCi1239_lvc'.split(''),
      'S_',
      'S0_',
      'St',
      'T_',
      '1a',
      '3foo',
      'Dp',
      'Ul',
      'adL_Z',
      'C1',
      'cv',
      'pl',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = demangleCpp(`_Z${pieces.join('')}`)
        return text === null || text.length < 100_000
      }),
      { numRuns: 5000 },
    )
  })
})
