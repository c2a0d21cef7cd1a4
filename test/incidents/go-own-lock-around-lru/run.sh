#!/bin/sh
# Go 1.19, Debian's golang-lru 0.5.4 in the GOPATH, in a directory named /srv/price-cache
export PORT=8080
GOPATH=$PWD:/usr/share/gocode GO111MODULE=off go build -o bin/price-cache github.com/acme/price-cache
./bin/price-cache & P=$!; sleep 1
python3 load.py 14 & L=$!; sleep 1
curl -s "http://127.0.0.1:$PORT/debug/pprof/profile?seconds=6" -o profile.pb.gz; kill $L $P
