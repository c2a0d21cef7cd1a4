/*
 * Machine code of HotSpot, as perf and async-profiler see it: libjvm.so, the stubs that it generates, and without an object the names
 * of its classes, https://github.com/openjdk/jdk17u/tree/master/src/hotspot/share (gc, compiler, opto, runtime).
 */

import type { FrameReading, Owner } from '../../types.ts'

type Ownership = Pick<FrameReading, 'owner' | 'reason'>

const machine: Owner = { kind: 'runtime', package: null, name: 'jvm' }
const collector: Owner = { kind: 'runtime', package: null, name: 'jvm gc' }
const compiler: Owner = { kind: 'runtime', package: null, name: 'jvm compiler' }

const virtualMachine = /(?:^|\/)libjvm\.(?:so|dylib)$|(?:^|[\\/])jvm\.dll$/
const ofCollector =
  /^(?:G1|PS[A-Z]|ParCompact|Parallel(?:Cleaning|Scavenge)|Shenandoah|ZMark|ZRelocate|ZDriver|ZHeap|XMark|GC(?:Task|Worker)|WorkGang|WorkerThread|GangWorker|ConcurrentMark|CMS|Serial(?:Heap|Full)|DefNew|TenuredGeneration|GenMarkSweep|OopOopIterate|SpaceCounters|VM_(?:G1|Parallel|GenCollect|Shenandoah))/
const ofCompiler =
  /^(?:CompileBroker|C[12]Compiler|Compile::|Compilation::|Phase[A-Z]|Parse::|LinearScan|LIR_|GraphBuilder|Matcher|IfNode|Node::|Type[A-Z]\w+::|nmethod::)/
const ofMachine =
  /^(?:Java(?:Calls|Thread)|Thread::|InterpreterRuntime|SharedRuntime|OptoRuntime|Runtime1|VMThread|StubRoutines|ObjectSynchronizer|ObjectMonitor|SystemDictionary|InstanceKlass|java_lang_\w+::)/
/** Names of stubs that the virtual machine generates, as it gives them to agents. */
const stub =
  /^(?:Interpreter|StubRoutines(?: \(\w+\))?|call_stub|[iv]table (?:stub(?: \w+)?|chunks)|I2C\/C2I adapters|(?:checkcast_|unsafe_|generic_|(?:arrayof_)?j(?:byte|short|int|long|oop)_(?:disjoint_)?)(?:arraycopy|fill)(?:_\w+)?|_?(?:new_array|new_instance|multi_newarray|complete_monitor_locking|rethrow)\w*_Java|(?:deoptimization|uncommon_trap|exception|safepoint)_?(?:blob|stub)?|unsafe_arraycopy)$/

/** HotSpot's classes stand in no namespace of their own, and have a capital in their name. */
const ofGlobalClass = /^[a-z]*[A-Z]\w{0,80}(?:::|<)|^(?:os|frame|oop\w*|vframe\w*)::/
const ofInterface = /^(?:(?:Unsafe_|jni_|JVM_)\w+|thread_(?:native_)?entry|resource_allocate_bytes)$/

/** Where perf finds the names of code that a runtime has compiled. */
export const perfMap = /(?:^|\/)perf-\d+\.map$/

/**
 * Whose a function of the virtual machine is; null where it is none.
 *
 * @param isOnlyJvm whether the service has no other language, so that C++ without an object is the machine's
 */
export function readHotspotCode(name: string, object: string | null, isOnlyJvm: boolean): Ownership | null {
  const inMachine = object !== null && virtualMachine.test(object)
  if (object !== null && !inMachine) return perfMap.test(object) ? ofStub(name) : null
  if (!inMachine && !name.includes('::')) return ofInterface.test(name) ? ofNames() : ofStub(name)
  if (ofCollector.test(name)) return { owner: collector, reason: "a class of HotSpot's collectors" }
  if (ofCompiler.test(name)) return { owner: compiler, reason: "a class of HotSpot's compilers" }
  if (inMachine) return { owner: machine, reason: 'in libjvm' }
  if (ofMachine.test(name)) return ofNames()
  if (!isOnlyJvm || !ofGlobalClass.test(name)) return null
  return { owner: machine, reason: 'a class of C++ without a namespace, in a service of the JVM only' }
}

function ofNames(): Ownership {
  return { owner: machine, reason: 'a name of the virtual machine' }
}

function ofStub(name: string): Ownership | null {
  return stub.test(name) ? { owner: machine, reason: 'a stub that the virtual machine generates' } : null
}
