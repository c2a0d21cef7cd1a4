#pragma once
#include <stddef.h>

/* The HTML of a comment; the caller frees it. */
char *render_comment(const char *text, size_t length);
