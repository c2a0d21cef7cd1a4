#!/bin/sh
# JDK 17, guava-31.1-jre.jar in lib/, in a directory named /srv/price-book
javac -g -cp 'lib/*' -d classes src/com/acme/pricebook/*.java
java -Xmx256m -XX:StartFlightRecording=settings=$PWD/samples.jfc,filename=profile.jfr -cp 'classes:lib/*' com.acme.pricebook.Main 2500 12
jfr print --events jdk.ExecutionSample --stack-depth 64 profile.jfr > profile.jfr.txt
