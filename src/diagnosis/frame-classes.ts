import type { OwnedFrame, Owner, OwnerKind } from '../ownership/index.ts'

/** Kinds of work that a frame's function name tells, where it belongs to the language, its runtime or the kernel. */
export type FrameClass = 'lock' | 'collection' | 'allocation' | 'exception' | 'compilation'

interface ClassRule {
  readonly class: FrameClass
  readonly kinds: readonly OwnerKind[]
  readonly functions: readonly string[]
}

const native: readonly OwnerKind[] = ['standard-library', 'runtime', 'kernel', 'unknown']
const managed: readonly OwnerKind[] = ['standard-library', 'runtime']

/** Function names as `OwnedFrame.function` gives them. Sources: Linux 6, glibc 2.36, Go 1.22, V8 11, HotSpot 17, CPython 3.11, Ruby 3. */
const rules: readonly ClassRule[] = [
  {
    class: 'lock',
    kinds: native,
    functions: [
      'futex_wait',
      'futex_wait_queue',
      'futex_wake',
      'futex_q_lock',
      'do_futex',
      '__x64_sys_futex',
      '__arm64_sys_futex',
      '__lll_lock_wait',
      '__lll_lock_wait_private',
      '__lll_lock_wake',
      'lll_lock_wait',
      'lll_mutex_lock_optimized',
      'lll_mutex_unlock_optimized',
      'pthread_mutex_lock',
      '___pthread_mutex_lock',
      '__pthread_mutex_lock',
      '__pthread_mutex_unlock_usercnt',
      'pthread_mutex_unlock',
      '___pthread_mutex_unlock',
      'pthread_rwlock_rdlock',
      'pthread_rwlock_wrlock',
      'osq_lock',
      'mutex_spin_on_owner',
      'rwsem_down_read_slowpath',
      'rwsem_down_write_slowpath',
      'lock2',
      'lockSlow',
      'unlockSlow',
      'semacquire1',
    ],
  },
  {
    class: 'collection',
    kinds: managed,
    functions: [
      '(garbage collector)',
      '(marking)',
      '(sweeping)',
      '(garbage collection)',
      'gcBgMarkWorker',
      'gcDrain',
      'gcDrainN',
      'gcAssistAlloc',
      'gcAssistAlloc1',
      'gcStart',
      'gcMarkDone',
      'gcMarkTermination',
      'gcWriteBarrier',
      'scanobject',
      'scanblock',
      'scanstack',
      'greyobject',
      'markroot',
      'bgsweep',
      'sweepone',
      'bgscavenge',
      'wbBufFlush',
      'wbBufFlush1',
      'gc_collect_main',
    ],
  },
  {
    class: 'allocation',
    kinds: native,
    functions: [
      'malloc',
      '__libc_malloc',
      '_int_malloc',
      'malloc_consolidate',
      'sysmalloc',
      'calloc',
      '__libc_calloc',
      'realloc',
      '__libc_realloc',
      '_int_realloc',
      'free',
      'cfree',
      '__libc_free',
      '_int_free',
      'unlink_chunk',
      'mallocgc',
      'newobject',
      'makeslice',
      'growslice',
      'makemap',
      'nextFreeFast',
      'memclrNoHeapPointers',
    ],
  },
  {
    class: 'exception',
    kinds: managed,
    functions: [
      '_Unwind_RaiseException',
      '_Unwind_Resume',
      '_Unwind_Find_FDE',
      '__cxa_throw',
      '__gxx_personality_v0',
      'fillInStackTrace',
      'fill_in_stack_trace',
      'Java_java_lang_Throwable_fillInStackTrace',
      'JVM_FillInStackTrace',
      'getOurStackTrace',
      'initStackTraceElements',
      'JVM_InitStackTraceElementArray',
      'get_stack_trace_elements',
      'captureStackTrace',
      'prepareStackTrace',
      'prepareStackTraceCallback',
      'gopanic',
      'IL_Throw',
      'RhThrowEx',
      'printStackTrace',
      'set_backtrace',
      'full_message',
      'caller_locations',
      'print_exception',
      'print_stack',
      'format_exception',
      'format_exc',
      'format_stack',
      'format_tb',
      'extract_stack',
      'extract_tb',
      'walk_stack',
      'walk_tb',
    ],
  },
  {
    class: 'compilation',
    kinds: managed,
    functions: [
      '(compiler)',
      'CompileBroker::compiler_thread_loop',
      'C2Compiler::compile_method',
      'Compiler::compile_method',
    ],
  },
]

/** glibc's internal aliases, symbol versions, and GCC's names for parts and clones of a function. */
const compilerMarks = /^__GI_|@@?[\w.]+$|\.(?:isra|constprop|part|cold)(?:\.\d+)*$/g

const classes = new Map<string, FrameClass>()
for (const rule of rules)
  for (const kind of rule.kinds) for (const name of rule.functions) classes.set(`${kind} ${name}`, rule.class)

/** Parts of a runtime that do nothing else: `v8 gc`, `jvm compiler`. */
const classOfPart: ReadonlyMap<string, FrameClass> = new Map([
  ['gc', 'collection'],
  ['compiler', 'compilation'],
])

/**
 * The class of a frame, or null. Told by the exact function name, and only where the frame belongs to none of the
 * packages: a package's own `malloc` is its own work.
 */
export function classOfFrame(frame: OwnedFrame, owner: Owner): FrameClass | null {
  const name = frame.function.replace(compilerMarks, '')
  const part = owner.kind === 'runtime' ? owner.name.split(' ').at(-1) : undefined
  return classOfPart.get(part ?? '') ?? classes.get(`${owner.kind} ${name}`) ?? null
}
