#!/bin/sh
# Python 3.11, in a directory named /srv/paste-view with a .venv; Austin 3.7.0
export PORT=8080 PYTHONPATH=.venv/lib/python3.11/site-packages
python3 -m paste_view.server & P=$!; sleep 2
python3 load.py 12 & L=$!; sleep 1
austin -s -i 2ms -x 6 -p $P -o profile.austin; kill $L $P
# after.*: pygments 2.15.1
