/**
 * The modules of CPython's standard library that are written in Python or can stand in a path: `sys.stdlib_module_names` of 3.10 to
 * 3.13, with what 3.6 to 3.9 had besides. A module of a service that had one of these names at its top would take its place for
 * Python itself. Left out are names that a service may well use since Python dropped them (`parser`, `symbol`, `formatter`).
 */
const modules: ReadonlySet<string> = new Set(
  (
    '__future__ _aix_support _bootlocale _bootsubprocess _collections_abc _colorize _compat_pickle _compression ' +
    '_dummy_thread _markupbase _opcode_metadata _osx_support _py_abc _pydatetime _pydecimal _pyio _pylong _sitebuiltins ' +
    '_strptime _threading_local _weakrefset abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit ' +
    'audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop ' +
    'collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses ' +
    'dataclasses datetime dbm decimal difflib dis distutils doctest dummy_threading email encodings ensurepip enum errno ' +
    'faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob ' +
    'graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools ' +
    'json keyword lib2to3 linecache locale logging lzma macpath macurl2path mailbox mailcap marshal math mimetypes mmap ' +
    'modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ' +
    'ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile ' +
    'pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource ' +
    'rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket ' +
    'socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess ' +
    'sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit ' +
    'tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest ' +
    'urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile ' +
    'zipimport zlib zoneinfo'
  ).split(' '),
)

/** Whether a top-level module of this name is of the standard library. */
export function isStandardModule(name: string): boolean {
  return modules.has(name)
}
