#!/bin/sh
# How profile.* came about, with Node 20.20 and service/ in a directory named /srv/partner-login.
# usage: ./run.sh
set -e
cd "$(dirname "$0")"
rm -rf run && cp -r service run && cd run
npm ci --ignore-scripts
export PORT=8080 NODE_ENV=production
node --cpu-prof --cpu-prof-dir=prof --cpu-prof-name=p.cpuprofile index.js & PID=$!
sleep 2
node trigger.js
kill -TERM $PID; wait $PID || true
