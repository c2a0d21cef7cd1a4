/* comment-render COUNT SECONDS: renders an ordinary comment and one of COUNT pictures without a place, in turn */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "render_comment.h"

static const char ordinary[] = "Thanks, *that* helped. See [the page](https://example.org/a) and\n\n- one\n- two\n";

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    size_t count = strtoul(argv[1], NULL, 10);
    time_t end = time(NULL) + atoi(argv[2]);
    char *pictures = malloc(6 * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(pictures + 6 * i, "![[]()", 6);
    pictures[6 * count] = '\0';
    unsigned long rendered = 0;
    for (; time(NULL) < end; rendered++) {
        free(render_comment(ordinary, strlen(ordinary)));
        free(render_comment(pictures, 6 * count));
    }
    free(pictures);
    printf("%lu\n", rendered);
    return 0;
}
