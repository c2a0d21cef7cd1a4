// Which Java packages an artifact holds. No lockfile states it; most follow from the coordinates, and the rest stands in a table.

import type { MavenArtifact } from './maven-coordinates.ts'

/**
 * Package prefixes by `group:artifact`, or by group where all its artifacts share them. 115 of the 163 rows were compared with the classes
 * in a jar of the artifact (from Maven Central or Debian 12) and hold; no jar was at hand for the others (Spring Boot, RxJava, Reactor and
 * Vert.x among them), which rest on how the projects document their packages. What a jar holds beside is left out where others hold it too.
 */
const knownPackages: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'antlr:antlr': ['antlr'],
    'aopalliance:aopalliance': ['org.aopalliance'],
    'asm:asm': ['org.objectweb.asm'],
    'org.ow2.asm': ['org.objectweb.asm'],
    'cglib:cglib': ['net.sf.cglib'],
    'cglib:cglib-nodep': ['net.sf.cglib'],
    'ch.qos.logback:logback-classic': ['ch.qos.logback.classic'],
    'ch.qos.logback:logback-core': ['ch.qos.logback.core'],
    'com.amazonaws:aws-java-sdk-core': ['com.amazonaws'],
    'com.amazonaws:aws-java-sdk-s3': ['com.amazonaws.services.s3'],
    'com.fasterxml.jackson.core:jackson-annotations': ['com.fasterxml.jackson.annotation'],
    'com.fasterxml.jackson.core:jackson-core': ['com.fasterxml.jackson.core'],
    'com.fasterxml.jackson.core:jackson-databind': ['com.fasterxml.jackson.databind'],
    'com.fasterxml.jackson.datatype:jackson-datatype-jsr310': ['com.fasterxml.jackson.datatype.jsr310'],
    'com.fasterxml.jackson.module:jackson-module-kotlin': ['com.fasterxml.jackson.module.kotlin'],
    'com.github.ben-manes.caffeine:caffeine': ['com.github.benmanes.caffeine'],
    'com.github.luben:zstd-jni': ['com.github.luben.zstd'],
    'com.google.code.findbugs:jsr305': ['javax.annotation'],
    'com.google.code.gson:gson': ['com.google.gson'],
    'com.google.guava:guava': ['com.google.common', 'com.google.thirdparty'],
    'com.google.inject:guice': ['com.google.inject'],
    'com.google.protobuf:protobuf-java': ['com.google.protobuf'],
    'com.h2database:h2': ['org.h2'],
    'com.microsoft.sqlserver:mssql-jdbc': ['com.microsoft.sqlserver.jdbc'],
    'com.mysql:mysql-connector-j': ['com.mysql'],
    'com.squareup.okhttp3:okhttp': ['okhttp3'],
    'com.squareup.okio:okio': ['okio'],
    'com.squareup.okio:okio-jvm': ['okio'],
    'com.squareup.retrofit2:retrofit': ['retrofit2'],
    'com.sun.mail:javax.mail': ['javax.mail', 'com.sun.mail'],
    'com.thoughtworks.xstream:xstream': ['com.thoughtworks.xstream'],
    'com.typesafe.akka': ['akka'],
    'com.typesafe:config': ['com.typesafe.config'],
    'com.vladsch.flexmark': ['com.vladsch.flexmark'],
    'com.zaxxer:HikariCP': ['com.zaxxer.hikari'],
    'commons-beanutils:commons-beanutils': ['org.apache.commons.beanutils'],
    'commons-codec:commons-codec': ['org.apache.commons.codec'],
    'commons-collections:commons-collections': ['org.apache.commons.collections'],
    'commons-fileupload:commons-fileupload': ['org.apache.commons.fileupload'],
    'commons-io:commons-io': ['org.apache.commons.io'],
    'commons-lang:commons-lang': ['org.apache.commons.lang'],
    'commons-logging:commons-logging': ['org.apache.commons.logging'],
    'dom4j:dom4j': ['org.dom4j'],
    'io.grpc': ['io.grpc'],
    'io.micrometer:micrometer-core': ['io.micrometer.core'],
    'io.netty:netty-buffer': ['io.netty.buffer'],
    'io.netty:netty-codec': ['io.netty.handler.codec'],
    'io.netty:netty-codec-dns': ['io.netty.handler.codec.dns'],
    'io.netty:netty-codec-http': [
      'io.netty.handler.codec.http',
      'io.netty.handler.codec.rtsp',
      'io.netty.handler.codec.spdy',
    ],
    'io.netty:netty-codec-http2': ['io.netty.handler.codec.http2'],
    'io.netty:netty-common': ['io.netty.util'],
    'io.netty:netty-handler': ['io.netty.handler'],
    'io.netty:netty-resolver': ['io.netty.resolver'],
    'io.netty:netty-resolver-dns': ['io.netty.resolver.dns'],
    'io.netty:netty-transport': ['io.netty.bootstrap', 'io.netty.channel'],
    'io.netty:netty-transport-classes-epoll': ['io.netty.channel.epoll'],
    'io.netty:netty-transport-native-epoll': ['io.netty.channel.epoll'],
    'io.projectreactor.netty': ['reactor.netty'],
    'io.projectreactor:reactor-core': ['reactor.core', 'reactor.util', 'reactor.adapter'],
    'io.reactivex.rxjava2:rxjava': ['io.reactivex'],
    'io.reactivex.rxjava3:rxjava': ['io.reactivex.rxjava3'],
    'io.reactivex:rxjava': ['rx'],
    'io.undertow': ['io.undertow'],
    'io.vertx:vertx-core': ['io.vertx.core'],
    'jakarta.activation:jakarta.activation-api': ['jakarta.activation'],
    'jakarta.annotation:jakarta.annotation-api': ['jakarta.annotation'],
    'jakarta.persistence:jakarta.persistence-api': ['jakarta.persistence'],
    'jakarta.servlet:jakarta.servlet-api': ['jakarta.servlet'],
    'jakarta.validation:jakarta.validation-api': ['jakarta.validation'],
    'jakarta.ws.rs:jakarta.ws.rs-api': ['jakarta.ws.rs'],
    'jakarta.xml.bind:jakarta.xml.bind-api': ['jakarta.xml.bind'],
    'javax.annotation:javax.annotation-api': ['javax.annotation'],
    'javax.inject:javax.inject': ['javax.inject'],
    'javax.servlet:javax.servlet-api': ['javax.servlet'],
    'javax.xml.bind:jaxb-api': ['javax.xml.bind'],
    'joda-time:joda-time': ['org.joda.time'],
    'junit:junit': ['org.junit', 'junit'],
    'log4j:log4j': ['org.apache.log4j'],
    'mysql:mysql-connector-java': ['com.mysql'],
    'net.bytebuddy:byte-buddy': ['net.bytebuddy'],
    'net.bytebuddy:byte-buddy-agent': ['net.bytebuddy.agent'],
    'net.java.dev.jna:jna': ['com.sun.jna'],
    'net.java.dev.jna:jna-platform': ['com.sun.jna.platform'],
    'net.minidev:json-smart': ['net.minidev.json'],
    'net.sf.ehcache:ehcache': ['net.sf.ehcache'],
    'net.sf.jopt-simple:jopt-simple': ['joptsimple'],
    'org.apache.commons:commons-collections4': ['org.apache.commons.collections4'],
    'org.apache.commons:commons-lang3': ['org.apache.commons.lang3'],
    'org.apache.commons:commons-math3': ['org.apache.commons.math3'],
    'org.apache.httpcomponents.client5:httpclient5': ['org.apache.hc.client5'],
    'org.apache.httpcomponents.core5:httpcore5': ['org.apache.hc.core5'],
    'org.apache.httpcomponents.core5:httpcore5-h2': ['org.apache.hc.core5.http2'],
    'org.apache.httpcomponents:httpclient': [
      'org.apache.http',
      'org.apache.http.client',
      'org.apache.http.impl.client',
    ],
    'org.apache.httpcomponents:httpcore': ['org.apache.http'],
    'org.apache.logging.log4j:log4j-api': ['org.apache.logging.log4j'],
    'org.apache.logging.log4j:log4j-core': ['org.apache.logging.log4j.core'],
    'org.apache.poi:poi-ooxml': [
      'org.apache.poi.xssf',
      'org.apache.poi.ooxml',
      'org.apache.poi.openxml4j',
      'org.apache.poi.xwpf',
    ],
    'org.apache.tomcat.embed:tomcat-embed-core': [
      'org.apache.catalina',
      'org.apache.coyote',
      'org.apache.tomcat',
      'jakarta.servlet',
    ],
    'org.apache.tomcat.embed:tomcat-embed-el': ['org.apache.el', 'jakarta.el'],
    'org.apache.tomcat.embed:tomcat-embed-websocket': ['org.apache.tomcat.websocket', 'jakarta.websocket'],
    'org.aspectj:aspectjweaver': ['org.aspectj'],
    'org.bouncycastle': ['org.bouncycastle'],
    'org.clojure:clojure': ['clojure'],
    'org.codehaus.groovy': ['groovy', 'org.codehaus.groovy'],
    'org.apache.groovy': ['groovy', 'org.apache.groovy', 'org.codehaus.groovy'],
    'org.codehaus.jackson:jackson-mapper-asl': ['org.codehaus.jackson.map'],
    'org.eclipse.jetty:jetty-io': ['org.eclipse.jetty.io'],
    'org.glassfish.jersey.core:jersey-server': ['org.glassfish.jersey.server'],
    'org.hamcrest:hamcrest': ['org.hamcrest'],
    'org.hamcrest:hamcrest-core': ['org.hamcrest'],
    'org.hdrhistogram:HdrHistogram': ['org.HdrHistogram'],
    'org.hibernate.orm:hibernate-core': ['org.hibernate'],
    'org.hibernate:hibernate-core': ['org.hibernate'],
    'org.hibernate.validator:hibernate-validator': ['org.hibernate.validator'],
    'org.javassist:javassist': ['javassist'],
    'org.jboss.logging:jboss-logging': ['org.jboss.logging'],
    'org.jctools:jctools-core': ['org.jctools'],
    'org.jetbrains.kotlin:kotlin-reflect': ['kotlin.reflect'],
    'org.jetbrains.kotlin:kotlin-stdlib': ['kotlin'],
    'org.jetbrains.kotlinx': ['kotlinx'],
    'org.jetbrains.kotlinx:kotlinx-coroutines-core': ['kotlinx.coroutines'],
    'org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm': ['kotlinx.coroutines'],
    'org.jetbrains.kotlinx:kotlinx-serialization-json': ['kotlinx.serialization.json'],
    'org.json:json': ['org.json'],
    'org.jsoup:jsoup': ['org.jsoup'],
    'org.latencyutils:LatencyUtils': ['org.LatencyUtils'],
    'org.lz4:lz4-java': ['net.jpountz'],
    'org.mariadb.jdbc:mariadb-java-client': ['org.mariadb.jdbc'],
    'org.mongodb:bson': ['org.bson'],
    'org.mongodb:mongodb-driver-core': ['com.mongodb', 'com.mongodb.internal'],
    'org.mongodb:mongodb-driver-sync': ['com.mongodb.client'],
    'org.mvel:mvel2': ['org.mvel2'],
    'org.neo4j.driver:neo4j-java-driver': ['org.neo4j.driver'],
    'org.ow2.asm:asm': ['org.objectweb.asm'],
    'org.postgresql:postgresql': ['org.postgresql'],
    'org.projectlombok:lombok': ['lombok'],
    'org.quartz-scheduler:quartz': ['org.quartz'],
    'org.reactivestreams:reactive-streams': ['org.reactivestreams'],
    'org.scala-lang:scala-library': ['scala'],
    'org.scala-lang:scala-reflect': ['scala.reflect'],
    'org.scala-lang:scala3-library_3': ['scala'],
    'org.slf4j:jul-to-slf4j': ['org.slf4j.bridge'],
    'org.slf4j:jcl-over-slf4j': ['org.apache.commons.logging'],
    'org.slf4j:slf4j-api': ['org.slf4j'],
    'org.springframework.boot:spring-boot': ['org.springframework.boot'],
    'org.springframework.boot:spring-boot-actuator': ['org.springframework.boot.actuate'],
    'org.springframework.boot:spring-boot-autoconfigure': ['org.springframework.boot.autoconfigure'],
    'org.springframework.data:spring-data-jpa': ['org.springframework.data.jpa'],
    'org.springframework:spring-beans': ['org.springframework.beans'],
    'org.springframework:spring-context': [
      'org.springframework.context',
      'org.springframework.scheduling',
      'org.springframework.cache',
      'org.springframework.validation',
    ],
    'org.springframework:spring-core': [
      'org.springframework.core',
      'org.springframework.util',
      'org.springframework.cglib',
      'org.springframework.asm',
      'org.springframework.objenesis',
    ],
    'org.springframework:spring-tx': ['org.springframework.transaction', 'org.springframework.dao'],
    'org.springframework:spring-web': ['org.springframework.web', 'org.springframework.http'],
    'org.springframework:spring-webflux': ['org.springframework.web.reactive'],
    'org.springframework:spring-webmvc': ['org.springframework.web.servlet'],
    'org.xerial.snappy:snappy-java': ['org.xerial.snappy'],
    'org.xerial:sqlite-jdbc': ['org.sqlite'],
    'org.yaml:snakeyaml': ['org.yaml.snakeyaml'],
    'redis.clients:jedis': ['redis.clients.jedis'],
    'software.amazon.awssdk:sdk-core': ['software.amazon.awssdk.core'],
    'stax:stax-api': ['javax.xml.stream'],
    'xerces:xercesImpl': ['org.apache.xerces'],
    'xalan:xalan': ['org.apache.xalan', 'org.apache.xpath'],
  }),
)

/** Most groups are not in the table, and need no look at the artifact. */
const knownGroups: ReadonlySet<string> = new Set([...knownPackages.keys()].map((key) => key.split(':', 1)[0] ?? ''))

/** Parts of an artifact's name that name no package. */
const fillers: ReadonlySet<string> = new Set(['core', 'api', 'impl', 'java', 'jvm', 'lib', 'library', 'sdk', 'all'])

/**
 * Prefixes of the packages that an artifact holds, the most telling one first. Several artifacts may share one; the longest prefix
 * of a class tells them apart.
 *
 * By the table, else by the coordinates: `org.jsoup:jsoup` is `org.jsoup`, `org.apache.kafka:kafka-clients` is
 * `org.apache.kafka.clients`. The group alone comes last, since it may be that of many artifacts.
 */
export function javaPackagesOf({ group, artifact }: MavenArtifact): readonly string[] {
  const known = knownGroups.has(group)
    ? (knownPackages.get(`${group}:${artifact}`) ?? knownPackages.get(group))
    : undefined
  if (known !== undefined) return known
  // Scala's and Kotlin's builds append their version or platform.
  const parts = artifact.replace(/_\d[\d.]*$/, '').match(/[^-._]+/g) ?? []
  const said = group.split('.')
  const further = parts.filter((part) => !said.includes(part))
  const telling = further.filter((part) => !fillers.has(part))
  const named = (below: readonly string[]) => [group, ...below].join('.')
  const names = [named(parts)]
  if (further.length < parts.length) names.push(named(further))
  if (telling.length < further.length) names.push(named(telling))
  if (telling.length > 0) names.push(group)
  return names
}
