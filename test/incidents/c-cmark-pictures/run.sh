#!/bin/sh
# cmark 0.30.2 as the distribution has it, in a directory named /srv/comment-render
gcc -O2 -g -fno-omit-frame-pointer src/*.c -o bin/comment-render -lcmark
./bin/comment-render 8000 12 & P=$!; sleep 1
perf record -F 199 -e cpu-clock -g -p $P -o perf.data -- sleep 5
perf script -i perf.data > profile.script
# profile.fp.script: 0.30.2 built with -g -fno-omit-frame-pointer, -F 99, 6 s
# after.*: 0.30.3
