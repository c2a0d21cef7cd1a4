import { describe, expect, it } from 'vitest'
import { dotnet } from '../../../src/ownership/grammars/dotnet.ts'
import { itLeaves, itReads, itSurvives, type ReadRow, type StatedFrame } from './grammar-table.ts'
import { frameOf, indexOf, type SamplePackage } from './sample-graph.ts'

function nuget(name: string, version: string, libraryNames: readonly string[], more: Partial<SamplePackage> = {}) {
  return { purl: `pkg:nuget/${name}@${version}`, ecosystem: 'nuget', name, libraryNames, ...more } as const
}

const shop = indexOf([
  nuget('Acme.Shop', '1.0.0', ['Acme.Shop'], { own: true }),
  nuget('Acme.Money', '2.1.0', ['Acme.Money']),
  nuget('Newtonsoft.Json', '13.0.3', ['Newtonsoft.Json']),
  nuget('Npgsql', '8.0.1', ['Npgsql']),
  nuget('System.Text.Json', '8.0.1', ['System.Text.Json']),
  nuget('Serilog.Sinks.Console', '5.0.1', ['Serilog.Sinks.Console']),
])
const empty = indexOf([])

const own = 'pkg:nuget/Acme.Shop@1.0.0'
const money = 'pkg:nuget/Acme.Money@2.1.0'
const json = 'pkg:nuget/Newtonsoft.Json@13.0.3'

describe('whose a frame of .NET is', () => {
  // As .NET Core 2.0.0 writes its perf map (`COMPlus_PerfMapEnabled=1`, ReadyToRun off) for a program and a library that mcs 6.8.0 compiled;
  // the runtime's own assemblies in it were compiled by Roslyn.
  const ofPerfMap: ReadRow[] = [
    ['int32 [Acme.Shop] Acme.Shop.Program::Main(string[])', 'own', own, 'Main'],
    ['void [Acme.Shop] Acme.Shop.Cart::.cctor()', 'own', own, '.cctor'],
    ['instance int64 [Acme.Shop] Acme.Shop.Rate::Acme.Money.IRate.Of(string)', 'own', own, 'Of'],
    ['instance void [Acme.Shop] Acme.Shop.Cart+<TotalAsync>c__async0::MoveNext()', 'own', own, 'TotalAsync'],
    ['instance int64 [Acme.Shop] Acme.Shop.Cart+<Priced>c__AnonStorey1::<>m__1(int32)', 'own', own, 'Priced'],
    ['bool [Acme.Shop] Acme.Shop.Cart::<Priced>m__0(int64)', 'own', own, 'Priced'],
    [
      'instance void [Acme.Shop] Acme.Shop.Cart::add_Changed(class [mscorlib]System.Action`1<int32>)',
      'own',
      own,
      'Changed',
    ],
    [
      'instance class [mscorlib]System.Threading.Tasks.Task`1<int64> [Acme.Shop] Acme.Shop.Cart::TotalAsync(int32)',
      'own',
      own,
      'TotalAsync',
    ],
    [
      'int64 [Acme.Money] Acme.Money.Extra::Sum(class [mscorlib]System.Collections.Generic.IEnumerable`1<valuetype Acme.Money.Amount>)',
      'dependency',
      money,
      'Sum',
    ],
    [
      'instance !0 [Acme.Money] Acme.Money.Ledger`1+<All>c__Iterator0[Acme.Money.Amount]::System.Collections.Generic.IEnumerator<T>.get_Current()',
      'dependency',
      money,
      'All',
    ],
    ['instance int64 [Acme.Money] Acme.Money.Ledger`1+Row[Acme.Money.Amount]::Hash()', 'dependency', money, 'Hash'],
    [
      'instance void [System.Private.CoreLib] System.Collections.Generic.List`1[Acme.Money.Amount]::AddWithResize(!0)',
      'standard-library',
      'dotnet std',
      'AddWithResize',
    ],
    [
      '!!0 [System.Reflection.Metadata] System.Reflection.Internal.EnumerableExtensions::FirstOrDefault(valuetype [System.Collections.Immutable]System.Collections.Immutable.ImmutableArray`1<!!0>,class [System.Runtime]System.Func`2<!!0,bool>)',
      'standard-library',
      'dotnet std',
      'FirstOrDefault',
    ],
    [
      'instance valuetype System.Collections.Immutable.ImmutableArray`1/Enumerator<!0> [System.Collections.Immutable] System.Collections.Immutable.ImmutableArray`1[System.Reflection.PortableExecutable.DebugDirectoryEntry]::GetEnumerator()',
      'standard-library',
      'dotnet std',
      'GetEnumerator',
    ],
    [
      'instance bool [System.IO.FileSystem] System.IO.UnixFileSystem+FileSystemEnumerable`1+<Enumerate>d__11[System.__Canon]::MoveNext()',
      'standard-library',
      'dotnet std',
      'Enumerate',
    ],
    [
      'instance class [System.Runtime]Microsoft.Win32.SafeHandles.SafeFileHandle [System.Console] System.ConsolePal+<>c::<OpenStandardOutput>b__1_0()',
      'standard-library',
      'dotnet std',
      'OpenStandardOutput',
    ],
    [
      'Microsoft.Win32.SafeHandles.SafeDirectoryHandle /* MT: 0x00007F33AD9C1508 */ [System.Runtime.Extensions] dynamicClass::IL_STUB_PInvoke(string)',
      'standard-library',
      'dotnet std',
      'IL_STUB_PInvoke',
    ],
    [
      'int32 [Anonymously Hosted DynamicMethods Assembly] dynamicClass::lambda_method(System.Runtime.CompilerServices.Closure /* MT: 0x00007F33AD820068 */,int32)',
      'unknown',
      'generated code',
      'lambda_method',
    ],
  ]
  // .NET's tracing tools are not to be had here: by the documents of dotnet-trace 8 and PerfView, the source of perf maps with tiers and stubs
  // in .NET 8, and Roslyn's GeneratedNameKind.
  const byDocuments: ReadRow[] = [
    ['Newtonsoft.Json!Newtonsoft.Json.JsonTextReader.Read()', 'dependency', json, 'Read'],
    [
      'Newtonsoft.Json.il!Newtonsoft.Json.JsonConvert.SerializeObject(class System.Object)',
      'dependency',
      json,
      'SerializeObject',
    ],
    ['Acme.Shop!Acme.Shop.Program.Main(class System.String[])', 'own', own, 'Main'],
    ['Acme.Shop!Acme.Shop.Cart+<TotalAsync>d__3.MoveNext()', 'own', own, 'TotalAsync'],
    ['Acme.Shop!Acme.Shop.Cart+<>c.<Total>b__4_0(int32)', 'own', own, 'Total'],
    ['Acme.Shop!Acme.Shop.Cart+<>c__DisplayClass5_0.<Find>b__1()', 'own', own, 'Find'],
    ['Acme.Shop!Acme.Shop.Cart.<Total>g__Add|2_0(int32,int32)', 'own', own, 'Total'],
    ['Acme.Shop!Acme.Shop.Cart.get_Count()', 'own', own, 'Count'],
    ['Acme.Shop!Acme.Shop.Cart..ctor(int32)', 'own', own, '.ctor'],
    ['Acme.Shop!Program.<Main>$(class System.String[])', 'own', own, '<Main>$'],
    [
      'System.Private.CoreLib!System.Collections.Generic.Dictionary`2[System.__Canon,System.__Canon].TryInsert(!0,!1)',
      'standard-library',
      'dotnet std',
      'TryInsert',
    ],
    [
      'System.Private.CoreLib.il!System.Threading.Thread.StartCallback()',
      'standard-library',
      'dotnet std',
      'StartCallback',
    ],
    ['System.Linq!System.Linq.Enumerable.Sum(class IEnumerable`1<int32>)', 'standard-library', 'dotnet std', 'Sum'],
    ['mscorlib.ni!System.String.Concat(string,string)', 'standard-library', 'dotnet std', 'Concat'],
    [
      'Microsoft.AspNetCore.Server.Kestrel.Core!Http1Connection.TryParseRequest()',
      'standard-library',
      'aspnetcore',
      'TryParseRequest',
    ],
    ['Microsoft.Extensions.Logging!Microsoft.Extensions.Logging.Logger.Log()', 'standard-library', 'aspnetcore', 'Log'],
    [
      'System.Text.Json!System.Text.Json.Utf8JsonReader.Read()',
      'dependency',
      'pkg:nuget/System.Text.Json@8.0.1',
      'Read',
    ],
    ['Acme.Mail!Acme.Mail.Sender.Send()', 'own', 'own code', 'Send'],
    ['instance void [Acme.Shop] Acme.Shop.Cart::Total(int32)[OptimizedTier1]', 'own', own, 'Total'],
    [
      'void [System.Private.CoreLib] System.Threading.Monitor::Enter(object)[PreJIT]',
      'standard-library',
      'dotnet std',
      'Enter',
    ],
    [
      'class [System.Runtime]System.String [Newtonsoft.Json] Newtonsoft.Json.JsonConvert::ToString(object)[Tier0]',
      'dependency',
      json,
      'ToString',
    ],
    [
      { name: 'Npgsql.NpgsqlCommand.Execute()', object: '/app/Npgsql.dll' },
      'dependency',
      'pkg:nuget/Npgsql@8.0.1',
      'Execute',
    ],
    ['?!Serilog.Sinks.Console.ConsoleSink.Emit()', 'dependency', 'pkg:nuget/Serilog.Sinks.Console@5.0.1', 'Emit'],
    ['?!Elsewhere.Thing.Do()', 'unknown', 'unknown assembly', 'Do'],
    ['UNMANAGED_CODE_TIME', 'runtime', 'clr', 'UNMANAGED_CODE_TIME'],
    ['?!?', 'runtime', 'clr', '?!?'],
    ['coreclr!JIT_New', 'runtime', 'clr', 'JIT_New'],
    [
      'stub<12> GenerateResolveStub<GenerateResolveStub>',
      'runtime',
      'clr',
      'stub<12> GenerateResolveStub<GenerateResolveStub>',
    ],
    ['stub ReportStubBlock<FixupPrecode>', 'runtime', 'clr', 'stub ReportStubBlock<FixupPrecode>'],
    [
      { name: 'gc_heap::mark_object_simple', object: '/usr/share/dotnet/shared/libcoreclr.so' },
      'runtime',
      'clr',
      'mark_object_simple',
    ],
    [{ name: 'Compiler::compCompile', object: '/usr/share/dotnet/libclrjit.so' }, 'runtime', 'clr', 'compCompile'],
  ]
  itReads(dotnet, shop, [...ofPerfMap, ...byDocuments])

  const invalid: [what: string, frame: StatedFrame][] = [
    ['a type without an assembly', 'Acme.Shop.Cart.Total'],
    ['a class of the JVM', 'com.acme.shop.Cart.total'],
    ['a C++ name', 'Cart::total'],
    ['a Rust macro', 'println!'],
    ['a method of Ruby that ends so', 'Array#map!'],
    ['a path in front of the mark', '/app/Acme.Shop.dll!Total'],
    ['an object without a symbol', '[libz.so.1.2.13]'],
    ["the kernel's marks", 'do_syscall_64_[k]'],
    ['a slice of Rust', '<[u8] as core::fmt::Debug>::fmt'],
    ['a script', 'total /srv/shop/cart.js:12'],
    ['a function in another library', { name: 'inflate', object: '/usr/lib/libz.so.1' }],
    ['an assembly alone', 'Acme.Shop!'],
    ['a mark alone', '!'],
    ['a regular expression', 'RegExp: (?!a)b'],
    ['an empty name', ''],
  ]
  itLeaves(dotnet, shop, invalid)
})

describe('what a lockfile of .NET has to say', () => {
  it('knows the runtime without one, and says what would tell the rest', () => {
    expect(dotnet.read(frameOf({ name: 'System.Linq!System.Linq.Enumerable.Sum()' }), empty)?.owner.name).toBe(
      'dotnet std',
    )
    const reading = dotnet.read(frameOf({ name: 'Npgsql!Npgsql.NpgsqlCommand.Execute()' }), empty)
    expect(reading?.owner).toEqual({ kind: 'unknown', package: null, name: 'Npgsql' })
    expect(reading?.reason).toContain('lockfile')
  })
})

describe('what a generic method of .NET is asked to work on', () => {
  it('is mentioned, with its depth', () => {
    const name = 'System.Private.CoreLib!System.Collections.Generic.List`1[Npgsql.Batch`1[Acme.Money.Amount]].Add(!0)'
    const mentions = dotnet.read(frameOf({ name }), shop)?.mentions
    expect(mentions?.map((mention) => [shop.graph.packages[mention.package]?.name, mention.depth])).toEqual([
      ['Npgsql', 1],
      ['Acme.Money', 2],
    ])
  })
})

describe('hostile frames of .NET', () => {
  itSurvives(dotnet, shop, [
    'Acme.Shop!',
    '?!',
    '!',
    '[Acme.Shop] ',
    ' [Acme.Money] Acme.Money.Ledger::',
    'stub<1> ',
    '::',
    '<',
    '>d__3',
    '[',
    ']',
    '`1',
    '.il',
    '.dll',
    '()',
    '<>c.',
  ])
})
