/**
 * What Ruby defines in C, or in the Ruby that is built into it: classes and modules of the core and of the extensions that come with
 * Ruby, and the methods of the core's, as `instance_methods(false)` and `singleton_methods(false)` of Ruby 3.1 list them without a
 * source location.
 */
const classes: ReadonlySet<string> = new Set(
  (
    'ARGF Addrinfo Array BasicObject BasicSocket BigDecimal BigMath Binding CGI Class Comparable Complex ' +
    'ConditionVariable Data Date DateTime Digest Dir Encoding Enumerable Enumerator Errno Etc Exception FalseClass ' +
    'Fiber File FileTest Float GC Hash IO IPSocket Integer JSON Kernel Marshal MatchData Math Method Module Monitor ' +
    'Mutex NilClass Numeric Object ObjectSpace OpenSSL OpenStruct Pathname Proc Process Psych Queue Ractor Random ' +
    'Range Rational Refinement Regexp Ripper RubyVM Set Signal SizedQueue Socket String StringIO StringScanner ' +
    'Struct Symbol TCPServer TCPSocket Thread ThreadGroup Time TracePoint TrueClass UDPSocket UNIXServer UNIXSocket ' +
    'UnboundMethod Warning Zlib'
  ).split(' '),
)

const methods: ReadonlySet<string> = new Set(
  (
    '! != !~ % & * ** + +@ - -@ / < << <= <=> == === =~ > >= >> Array BigDecimal Complex Float Hash Integer Pathname ' +
    'Rational String [] []= ^ __callee__ __dir__ __id__ __method__ __send__ _dump _dump_all _fork _httpdate _id2ref ' +
    '_iso8601 _jisx0301 _load _parse _rfc2822 _rfc3339 _rfc822 _strptime _xmlschema ` abort abort_on_exception ' +
    'abort_on_exception= abs abs2 absolute_path absolute_path? acos acosh add add_trace_func advise ajd alias_method ' +
    'aliases alive? all? all_symbols allbits? allocate allocation_class_path allocation_generation ' +
    'allocation_method_id allocation_sourcefile allocation_sourceline allow_reentry amjd ancestors angle any? ' +
    'anybits? append append_features arg argv0 arity ascii_compatible? ascii_only? asctime asin asinh assoc at ' +
    'at_exit atan atan2 atanh atime attr attr_accessor attr_reader attr_writer auto_compact auto_compact= autoclose= ' +
    'autoclose? autoload autoload? b backtrace backtrace_locations basename beep begin beginning_of_line? between? ' +
    'bind bind_call binding binmode binmode? binread binwrite birthtime bit_length block_given? blockdev? blocking? ' +
    'bol? broadcast bsearch bsearch_index bytes bytesize byteslice call callee_id caller caller_locations capitalize ' +
    'capitalize! captures casecmp casecmp? casefold? catch cause cbrt ceil center chain chardev? charpos chars chdir ' +
    'check check_until check_winsize_changed children chmod chomp chomp! chop chop! chown chr chroot chunk ' +
    'chunk_while civil clamp class class_eval class_exec class_variable_defined? class_variable_get ' +
    'class_variable_set class_variables clear clear_screen clock_getres clock_gettime clone close close_incoming ' +
    'close_on_exec= close_on_exec? close_outgoing close_read close_write closed? closed_read? closed_write? ' +
    'codepoints coerce collect collect! collect_concat combination commercial compact compact! compare_by_identity ' +
    'compare_by_identity? compatible? compile concat conj conjugate console console_mode console_mode= ' +
    'const_defined? const_get const_missing const_set const_source_location constants cooked cooked! copy_stream cos ' +
    'cosh count count_imemo_objects count_nodes count_objects count_objects_size count_symbols count_tdata_objects ' +
    'cover? crypt ctime current current_scheduler curry cursor cursor= cursor_down cursor_left cursor_right ' +
    'cursor_up cwday cweek cwyear cycle daemon day day_fraction deconstruct deconstruct_keys default default= ' +
    'default_external default_external= default_internal default_internal= default_proc default_proc= ' +
    'define_finalizer define_method define_singleton_method defined_class delete delete! delete_at delete_if ' +
    'delete_prefix delete_prefix! delete_suffix delete_suffix! denominator deprecate_constant deq detach detect ' +
    'difference dig digits directory? dirname disable display div divmod double_fig downcase downcase! downto drop ' +
    'drop_while dst? dummy? dump dup each each_byte each_char each_child each_codepoint each_cons each_entry ' +
    'each_grapheme_cluster each_index each_key each_line each_object each_pair each_slice each_value each_with_index ' +
    'each_with_object echo= echo? egid egid= empty? enable enabled? encode encode! encoding end end_with? england ' +
    'enq enter entries enum_for eof eof? eos? eql? equal? erase_line erase_screen erf erfc escape euid euid= eval ' +
    'eval_script even? event except exception exclude_end? exec executable? executable_real? exist? exists? exit ' +
    'exit! exp expand_path exponent extend extend_object extended external_encoding extname fail fcntl fdatasync ' +
    'fdiv feed fetch fetch_values file? fileno fill filter filter! filter_map find find_all find_index finite? first ' +
    'fix fixed_anchor? fixed_encoding? flat_map flatten flatten! flock floor flush fnmatch fnmatch? for_fd ' +
    'force_encoding foreach fork format frac freeze frexp friday? frozen? fsync ftype full_message gamma ' +
    'garbage_collect gcd gcdlcm gem_original_require get_byte getbyte getc getch getgm getlocal getpass getpgid ' +
    'getpgrp getpriority getrlimit gets getsid getutc getwd gid gid= glob global_variables gm gmt? gmt_offset gmtime ' +
    'gmtoff goto goto_column grapheme_clusters gregorian gregorian? gregorian_leap? grep grep_v group group_by ' +
    'groups groups= grpowned? gsub gsub! handle_interrupt has_key? has_value? hash hex home hour httpdate hypot i ' +
    'id2name identical? iflush ignore_deadlock ignore_deadlock= imag imaginary include include? included ' +
    'included_modules index infinite? inherited initgroups initialize initialize_clone initialize_copy ' +
    'initialize_dup inject insert inspect instance_eval instance_exec instance_method instance_methods instance_of? ' +
    'instance_variable_defined? instance_variable_get instance_variable_set instance_variables instruction_sequence ' +
    'integer? intern internal_class_of internal_encoding internal_super_of interpret_loosely intersect? intersection ' +
    'invert ioctl ioflush irb is_a? isatty isdst iso8601 italy iterator? itself jd jisx0301 join julian julian? ' +
    'julian_leap? keep_if key key? keys kill kind_of? lambda lambda? last last_match last_status latest_compact_info ' +
    'latest_gc_info lazy lchmod lchown lcm ld ldexp leap? left length lgamma limit lineno lineno= lines link list ' +
    'ljust load local local_variable_defined? local_variable_get local_variable_set local_variables locale_charmap ' +
    'localtime lock locked? log log10 log2 loop lstat lstrip lstrip! lutime magnitude main make_link make_shareable ' +
    'make_symlink map map! marshal_dump marshal_load match match? match_length matched matched? matched_size max ' +
    'max_by maxgroups maxgroups= mday measure_total_time measure_total_time= member? members memsize_of ' +
    'memsize_of_all merge merge! message method method_added method_defined? method_id method_missing method_removed ' +
    'method_undefined methods min min_by minmax minmax_by minute mjd mkdir mkfifo mktime mode module_eval ' +
    'module_exec module_function modulo mon mon_check_owner mon_enter mon_exit mon_locked? mon_owned? ' +
    'mon_synchronize mon_try_enter monday? month mtime mult must_C_version n_significant_digits name name= name_list ' +
    'named_captures names nan? native_thread_id negative? nesting new new_offset new_seed new_start next next! ' +
    'next_day next_float next_month next_values next_year nil? nobits? noecho nonblock nonblock= nonblock? none? ' +
    'nonzero? now nread nsec num_waiting numerator object_id oct odd? offset oflush one? open opendir options ord ' +
    'ordinal original_name owned? owner p pack parameters parse partition pass path pathconf peek peek_values peep ' +
    'pending_interrupt? permutation phase pid pipe pipe? pointer pointer= polar pop popen pos pos= positive? ' +
    'post_match pow power pp ppid pre_match pread precision precision_scale precs pred prepend prepend_features ' +
    'prepended pressed? prev_day prev_float prev_month prev_year print printf priority priority= private private? ' +
    'private_class_method private_constant private_instance_methods private_method_defined? private_methods proc ' +
    'produce product protected protected? protected_instance_methods protected_method_defined? protected_methods ' +
    'public public? public_class_method public_constant public_instance_method public_instance_methods public_method ' +
    'public_method_defined? public_methods public_send push putc puts pwd pwrite quo quote raise raised_exception ' +
    'rand rassoc rationalize raw raw! reachable_objects_from reachable_objects_from_root read read_nonblock ' +
    'readable? readable_real? readbyte readchar readline readlines readlink readpartial ready? real real? ' +
    'realdirpath realpath receive receive_if receiver rect rectangular recv reduce refine regexp rehash reject ' +
    'reject! remainder remove_class_variable remove_const remove_instance_variable remove_method rename reopen ' +
    'repeated_combination repeated_permutation replace replicate report_on_exception report_on_exception= require ' +
    'require_relative reset respond_to? respond_to_missing? rest rest? rest_size restore restsize resume ' +
    'return_value reverse reverse! reverse_each rewind rfc2822 rfc3339 rfc822 rindex rjust rmdir rotate rotate! ' +
    'round rpartition rstrip rstrip! ruby2_keywords ruby2_keywords_hash ruby2_keywords_hash? run sample saturday? ' +
    'save_exception_mode save_limit save_rounding_mode scale scan scan_full scan_until schedule scheduler ' +
    'scroll_backward scroll_forward scrub scrub! search_full sec sec_fraction second second_fraction seed seek ' +
    'select select! self send set_backtrace set_encoding set_encoding_by_bom set_scheduler set_trace_func setbyte ' +
    'setgid? setpgid setpgrp setpriority setproctitle setrlimit setsid setuid? shareable? shift shuffle shuffle! ' +
    'sign signal signame sin singleton_class singleton_class? singleton_method singleton_method_added ' +
    'singleton_method_removed singleton_method_undefined singleton_methods sinh size size? skip skip_until sleep ' +
    'slice slice! slice_after slice_before slice_when socket? sort sort! sort_by sort_by! source source_location ' +
    'spawn split sprintf sqrt squeeze squeeze! srand start start_with? stat state status step sticky? stop stop? ' +
    'store stress stress= strftime string string= strip strip! strptime sub sub! sub_ext subclasses subsec succ ' +
    'succ! sum sunday? super_method superclass swapcase swapcase! symlink symlink? sync sync= synchronize syscall ' +
    'sysopen sysread sysseek system syswrite taint tainted? take take_while tally tan tanh tap tell terminate test ' +
    'then thread_variable? thread_variable_get thread_variable_set thread_variables throw thursday? times to_a ' +
    'to_ary to_c to_date to_datetime to_enum to_f to_h to_hash to_i to_int to_io to_path to_proc to_r to_s to_str ' +
    'to_sym to_time to_tty? today total_time tr tr! tr_s tr_s! trace trace_object_allocations ' +
    'trace_object_allocations_clear trace_object_allocations_debug_start trace_object_allocations_start ' +
    'trace_object_allocations_stop trace_var transfer transform_keys transform_keys! transform_values ' +
    'transform_values! transpose trap truncate trust try_convert try_enter try_lock try_mon_enter tty? tuesday? ' +
    'tv_nsec tv_sec tv_usec uid uid= umask unbind undef_method undefine_finalizer undump ungetbyte ungetc ' +
    'unicode_normalize unicode_normalize! unicode_normalized? union uniq uniq! unlink unlock unpack unpack1 unscan ' +
    'unshift untaint untrace_var untrust untrusted? upcase upcase! update upto urandom usec used_modules using ' +
    'using_rvargc? utc utc? utc_offset utime valid_civil? valid_commercial? valid_date? valid_encoding? valid_jd? ' +
    'valid_ordinal? value value? values values_at verify_compaction_references verify_internal_consistency ' +
    'verify_transient_heap_internal_consistency wait wait2 wait_for_cond wait_priority wait_readable wait_writable ' +
    'waitall waitpid waitpid2 wakeup warn wday wednesday? winsize winsize= with_index with_object world_readable? ' +
    'world_writable? writable? writable_real? write write_nonblock xmlschema yday year yield yield_self zero? zip ' +
    'zone | ~'
  ).split(' '),
)

/** Whether a class or module of this outermost name comes with Ruby. */
export function isCoreClass(outermost: string): boolean {
  return classes.has(outermost)
}

/** Whether one of the core's classes has a method of this name; packages add others to them. */
export function isCoreMethod(name: string): boolean {
  return methods.has(name)
}
