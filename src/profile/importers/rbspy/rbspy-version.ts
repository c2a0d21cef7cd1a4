/** A file's first line; what it holds is the version. */
export const VERSION = /^rbspy0([012])\r?\n/
