#include "render_comment.h"

#include <cmark.h>

char *render_comment(const char *text, size_t length)
{
    return cmark_markdown_to_html(text, length, CMARK_OPT_SMART);
}
