#!/bin/sh
# Ruby 3.1 with the rexml that came with it, in a directory named /srv/order-import
ruby import.rb 8 profile.stackprof.dump
stackprof --json profile.stackprof.dump > profile.stackprof.json
# after.*: service-after/Gemfile.lock
