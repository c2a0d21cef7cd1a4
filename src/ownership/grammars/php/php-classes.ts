/**
 * Classes and interfaces of PHP's own extensions and of the common ones in C (APCu, memcached, MessagePack, redis), as
 * `get_declared_classes()` of PHP 8.2 lists them, by the first part of their name.
 */
const classes: ReadonlySet<string> = new Set(
  (
    'APCUIterator AddressInfo AllowDynamicProperties AppendIterator ArgumentCountError ArithmeticError ArrayAccess ' +
    'ArrayIterator ArrayObject AssertionError Attribute BackedEnum BadFunctionCallException BadMethodCallException ' +
    'CURLFile CURLStringFile CachingIterator CallbackFilterIterator ClosedGeneratorException Closure Collator ' +
    'CompileError Countable CurlHandle CurlMultiHandle CurlShareHandle DOMAttr DOMCdataSection DOMCharacterData ' +
    'DOMChildNode DOMComment DOMDocument DOMDocumentFragment DOMDocumentType DOMElement DOMEntity DOMEntityReference ' +
    'DOMException DOMImplementation DOMNameSpaceNode DOMNamedNodeMap DOMNode DOMNodeList DOMNotation DOMParentNode ' +
    'DOMProcessingInstruction DOMText DOMXPath DateInterval DatePeriod DateTime DateTimeImmutable DateTimeInterface ' +
    'DateTimeZone DeflateContext Directory DirectoryIterator DivisionByZeroError DomainException EmptyIterator Error ' +
    'ErrorException Exception FFI FTP Fiber FiberError FilesystemIterator FilterIterator GMP GdFont GdImage ' +
    'Generator GlobIterator HashContext InfiniteIterator InflateContext IntlBreakIterator IntlCalendar IntlChar ' +
    'IntlCodePointBreakIterator IntlDateFormatter IntlDatePatternGenerator IntlException IntlGregorianCalendar ' +
    'IntlIterator IntlPartsIterator IntlRuleBasedBreakIterator IntlTimeZone InvalidArgumentException Iterator ' +
    'IteratorAggregate IteratorIterator JsonException JsonSerializable LengthException LibXMLError LimitIterator ' +
    'Locale LogicException Memcached MemcachedException MessageFormatter MessagePack MessagePackUnpacker ' +
    'MultipleIterator NoRewindIterator Normalizer NumberFormatter OpenSSLAsymmetricKey OpenSSLCertificate ' +
    'OpenSSLCertificateSigningRequest OutOfBoundsException OutOfRangeException OuterIterator OverflowException PDO ' +
    'PDOException PDORow PDOStatement ParentIterator ParseError PgSql Phar PharData PharException PharFileInfo ' +
    'PhpToken Random RangeException RecursiveArrayIterator RecursiveCachingIterator RecursiveCallbackFilterIterator ' +
    'RecursiveDirectoryIterator RecursiveFilterIterator RecursiveIterator RecursiveIteratorIterator ' +
    'RecursiveRegexIterator RecursiveTreeIterator Redis RedisArray RedisCluster RedisClusterException RedisException ' +
    'RedisSentinel Reflection ReflectionAttribute ReflectionClass ReflectionClassConstant ReflectionEnum ' +
    'ReflectionEnumBackedCase ReflectionEnumUnitCase ReflectionException ReflectionExtension ReflectionFiber ' +
    'ReflectionFunction ReflectionFunctionAbstract ReflectionGenerator ReflectionIntersectionType ReflectionMethod ' +
    'ReflectionNamedType ReflectionObject ReflectionParameter ReflectionProperty ReflectionReference ReflectionType ' +
    'ReflectionUnionType ReflectionZendExtension Reflector RegexIterator ResourceBundle ReturnTypeWillChange ' +
    'RuntimeException SQLite3 SQLite3Result SQLite3Stmt SeekableIterator SensitiveParameter SensitiveParameterValue ' +
    'Serializable SessionHandler SessionHandlerInterface SessionIdInterface SessionUpdateTimestampHandlerInterface ' +
    'Shmop SimpleXMLElement SimpleXMLIterator SoapClient SoapFault SoapHeader SoapParam SoapServer SoapVar Socket ' +
    'SodiumException SplDoublyLinkedList SplFileInfo SplFileObject SplFixedArray SplHeap SplMaxHeap SplMinHeap ' +
    'SplObjectStorage SplObserver SplPriorityQueue SplQueue SplStack SplSubject SplTempFileObject Spoofchecker ' +
    'Stringable SysvMessageQueue SysvSemaphore SysvSharedMemory Throwable Transliterator Traversable TypeError ' +
    'UConverter UnderflowException UnexpectedValueException UnhandledMatchError UnitEnum ValueError WeakMap ' +
    'WeakReference XMLParser XMLReader XMLWriter XSLTProcessor ZipArchive __PHP_Incomplete_Class finfo mysqli ' +
    'mysqli_driver mysqli_result mysqli_sql_exception mysqli_stmt mysqli_warning php_user_filter stdClass'
  ).split(' '),
)

/** Whether a class, of which the first part of the name is given, is one of PHP itself. */
export function isInternalClass(firstPart: string): boolean {
  return classes.has(firstPart)
}
