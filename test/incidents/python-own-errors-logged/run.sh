#!/bin/sh
# Python 3.11, in a directory named /srv/feed-import with a .venv; py-spy 0.4.2
export PYTHONPATH=.venv/lib/python3.11/site-packages
python3 -m feed_import.worker 12 & P=$!; sleep 2
py-spy record --full-filenames -f raw -r 200 -d 6 -o profile.folded -p $P; kill $P
