#!/bin/sh
# Go 1.19, Debian's gopkg.in/yaml.v2 in the GOPATH without upstream's change bb4e33bf ("Add logic to catch cases of alias abuse"),
# in a directory named /srv/rule-store
export PORT=8080
GOPATH=$PWD:/usr/share/gocode GO111MODULE=off go build -o bin/rule-store github.com/acme/rule-store
./bin/rule-store & P=$!; sleep 1
python3 load.py 50 & L=$!; sleep 1
curl -s "http://127.0.0.1:$PORT/debug/pprof/profile?seconds=40" -o profile.pb.gz; kill $L $P
# after.*: the same with the change, -trimpath, 6 s
