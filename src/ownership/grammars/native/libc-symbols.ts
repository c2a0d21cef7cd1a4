/**
 * Names of glibc and musl that profilers see: system call wrappers, the allocator, string functions, threads, start-up. Taken from
 * recordings and from `nm -D libc.so.6`; ordinary words that a program would choose itself (`send`, `connect`) only where a frame
 * of that name is hardly anyone else's.
 */
const names = new Set(
  `
  _start start_thread clone clone3 exit abort syscall
  malloc calloc realloc free cfree memalign posix_memalign aligned_alloc _int_malloc _int_free _int_realloc _int_memalign
  _int_free_merge_chunk _int_free_create_chunk _int_free_consolidate_chunk _int_free_maybe_trim malloc_consolidate
  unlink_chunk sysmalloc systrim tcache_put tcache_get mmap mmap64 munmap mremap madvise mprotect brk sbrk
  memcpy memmove memset memcmp memchr memrchr bcmp strlen strnlen strcmp strncmp strchr strrchr strstr strcpy strncpy strtol
  strtod qsort bsearch vfprintf vsnprintf snprintf
  epoll_wait epoll_pwait epoll_ctl poll ppoll select accept4 recvfrom recvmsg sendto sendmsg readv writev pread64 pwrite64
  fsync fdatasync openat fstat64 lstat64 getdents64 sched_yield nanosleep clock_nanosleep clock_gettime gettimeofday
  pthread_mutex_lock pthread_mutex_unlock pthread_mutex_trylock pthread_cond_wait pthread_cond_timedwait pthread_cond_signal
  pthread_cond_broadcast pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock pthread_create pthread_join
  pthread_getspecific pthread_setspecific pthread_once sem_wait sem_post sigaction getrandom
  lll_lock_wait __lll_lock_wait __lll_lock_wait_private __lll_lock_wake __lll_lock_wake_private __futex_abstimed_wait64
  __futex_abstimed_wait_common __futex_abstimed_wait_common64 futex_wait __syscall_cancel __syscall_cancel_arch
  __internal_syscall_cancel __pthread_mutex_lock __pthread_mutex_unlock __pthread_cond_wait __pthread_cond_signal
  __tls_get_addr _dl_runtime_resolve_xsavec _dl_runtime_resolve_xsave _dl_fixup _dl_lookup_symbol_x do_lookup_x _dl_relocate_object
  __send __recv __poll __select __read __write __writev __readv __open __open64 __open64_nocancel __close __close_nocancel
  __read_nocancel __write_nocancel __socket __connect __bind __listen __accept __shutdown __getsockopt __setsockopt __sendto
  __getpid __getppid __gettid __getuid __geteuid __getrandom __recvfrom __sendmsg __recvmsg __mmap __munmap __madvise __mprotect __brk __sbrk __clock_gettime __clock_nanosleep __nanosleep
  __sched_yield __fsync __fdatasync __ioctl __fcntl __fcntl64 __sigaction __strdup ___vsnprintf __vsnprintf __vfprintf_internal __tolower
  `
    .trim()
    .split(/\s+/),
)

/** `__libc_recv`, `__GI___close`, `_IO_new_file_write`, `__memmove_avx512_unaligned_erms`, and whatever carries glibc's symbol version. */
const patterns =
  /^__libc_|^__GI_|^_IO_|^__(?:mem|str|wcs|wmem)\w+_(?:sse2|sse42|ssse3|avx|avx2|avx512|evex|evex512|erms|generic|unaligned|rtm)(?:_|$)|@{1,2}GLIBC_/

/** Whether a symbol without path, file and object is the C library's. */
export function isLibcSymbol(name: string): boolean {
  return name.length <= 80 && (names.has(name.replace(/\..*$/, '')) || patterns.test(name))
}
