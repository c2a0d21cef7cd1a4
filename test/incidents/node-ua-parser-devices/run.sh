#!/bin/sh
# How profile.* and after.* came about, with Node 20.20 and service/ in a directory named /srv/device-report.
# usage: ./run.sh before|after
set -e
cd "$(dirname "$0")"
rm -rf run && cp -r service run && cd run
[ "$1" = after ] && cp ../service-after/* . || true
npm ci --ignore-scripts
export PORT=8080 NODE_ENV=production
node make-visits.js > visits.csv
node --cpu-prof --cpu-prof-dir=prof --cpu-prof-name=p.cpuprofile index.js visits.csv
