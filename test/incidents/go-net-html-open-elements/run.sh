#!/bin/sh
# Go 1.19, golang.org/x/net 0.7.0 in the GOPATH, in a directory named /srv/link-preview
export PORT=8080
GOPATH=$PWD:/usr/share/gocode GO111MODULE=off go build -o bin/link-preview github.com/acme/link-preview
./bin/link-preview & P=$!; sleep 1
python3 load.py 14 & L=$!; sleep 1
curl -s "http://127.0.0.1:$PORT/debug/pprof/profile?seconds=6" -o profile.pb.gz; kill $L $P
# after.*: html/parse.go with upstream's change 59706cda, -trimpath, 5 s
