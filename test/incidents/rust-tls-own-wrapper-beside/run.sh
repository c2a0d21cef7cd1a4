#!/bin/sh
# Debian 12, rustc 1.95; crates from librust-{tokio,tokio-rustls,rustls,rustls-pemfile,tracing,tracing-subscriber}-dev.
# The service's sources lie in /srv/acme-feed; stackcollapse-perf.pl is FlameGraph's.
cd /srv/acme-feed || exit 1
mkdir -p certs bin
openssl req -x509 -newkey rsa:2048 -nodes -keyout certs/key.pem -out certs/cert.pem -days 2 -subj /CN=feed.example
: "${CARGO_TARGET_DIR:=target}"
export CARGO_TARGET_DIR RUSTFLAGS="-C force-frame-pointers=yes -C symbol-mangling-version=v0"

build() {
  cargo build --release --offline && cp "$CARGO_TARGET_DIR/release/acme-feed" "$CARGO_TARGET_DIR/release/feed-load" bin/
}

# record HERTZ CALL_GRAPH SECONDS: into perf.data, while the load is on
record() {
  /srv/acme-feed/bin/acme-feed & service=$!
  sleep 0.5
  bin/feed-load 20 12 & load=$!
  sleep 3
  perf record -F "$1" -e cpu-clock --call-graph "$2" -p $service -o perf.data -- sleep "$3"
  kill $load $service
}

build
record 499 fp 1.5
perf script -i perf.data | gzip -9n > profile.script.gz
perf script --no-demangle -i perf.data | gzip -9n > profile.nodemangle.script.gz
perf script -i perf.data | stackcollapse-perf.pl --kernel | gzip -9n > profile.folded.gz
