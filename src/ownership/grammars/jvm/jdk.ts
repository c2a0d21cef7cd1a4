/** Packages of the JDK: `/packages` of the runtime image of JDK 17, as prefixes, with what JDK 8 had besides. */
const prefixes: ReadonlySet<string> = new Set(
  (
    'java jdk sun oracle.jrockit oracle.jfr netscape.javascript org.ietf.jgss org.jcp.xml org.w3c.dom org.xml.sax org.omg apple ' +
    'com.apple com.oracle.net com.oracle.security com.sun.accessibility com.sun.awt com.sun.beans com.sun.crypto com.sun.demo ' +
    'com.sun.image com.sun.imageio com.sun.jarsigner com.sun.java com.sun.java_cup com.sun.jdi com.sun.jmx com.sun.jndi ' +
    'com.sun.management com.sun.media com.sun.naming com.sun.net com.sun.nio com.sun.org com.sun.proxy com.sun.rmi com.sun.rowset ' +
    'com.sun.security com.sun.source com.sun.swing com.sun.tools com.sun.tracing com.sun.xml.internal javax.accessibility ' +
    'javax.annotation.processing javax.crypto javax.imageio javax.lang.model javax.management javax.naming javax.net javax.print ' +
    'javax.rmi javax.script javax.security.auth javax.security.cert javax.security.sasl javax.smartcardio javax.sound javax.sql ' +
    'javax.swing javax.tools javax.transaction.xa javax.xml.catalog javax.xml.crypto javax.xml.datatype javax.xml.namespace ' +
    'javax.xml.parsers javax.xml.stream javax.xml.transform javax.xml.validation javax.xml.xpath'
  ).split(' '),
)
const longestPrefix = 4

/** Whether a package is one of the JDK's. */
export function isJdkPackage(parts: readonly string[]): boolean {
  for (let length = 1; length <= Math.min(longestPrefix, parts.length); length += 1) {
    if (prefixes.has(parts.slice(0, length).join('.'))) return true
  }
  return parts.join('.') === 'javax.xml'
}

/** The JDK's own shared libraries, in its folder: `/usr/lib/jvm/java-17-openjdk-amd64/lib/libnio.so`. */
const jdkLibrary = /(?:^|\/)(?:jvm|jre|[\w.+-]*(?:jdk|jre)[\w.+-]*)\/(?:[\w.+-]+\/)*lib\w+\.(?:so|dylib)$/

/** Whether an object is a library of the JDK, other than the virtual machine itself. */
export function isJdkLibrary(object: string): boolean {
  return object.length <= 4096 && jdkLibrary.test(object)
}
