// Packages of Debian as samples: unpacked with dpkg-deb, as far as metadata and copyright go. debian/copyright is specified by
// https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/, the places of the metadata by Debian's language policies.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { Ecosystem } from '../../src/ownership/index.ts'

const run = promisify(execFile)

/** One package's metadata, and what Debian says of its origin. */
export interface Sample {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly manifest: { readonly path: string; readonly text: string }
  /** The Debian package that brings it. */
  readonly debian: string
  /** Addresses that Debian's maintainers wrote down. */
  readonly stated: readonly string[]
}

/** Where Debian puts metadata, and how its name is read. */
const places: readonly {
  ecosystem: Ecosystem
  debian: RegExp
  wildcard: string
  path: RegExp
  name(text: string): string | undefined
}[] = [
  {
    ecosystem: 'npm',
    debian: /^node-/,
    wildcard: './usr/share/nodejs/*package.json',
    path: /^\.\/usr\/share\/nodejs\/(?:@[^/]+\/)?[^/]+\/package\.json$/,
    name: (text) => String((JSON.parse(text) as { name?: unknown }).name),
  },
  {
    ecosystem: 'cargo',
    debian: /^librust-/,
    wildcard: './usr/share/cargo/registry/*/Cargo.toml',
    path: /^\.\/usr\/share\/cargo\/registry\/[^/]+\/Cargo\.toml$/,
    name: (text) => /^\[package\][^[]*?^name = "([^"]+)"/ms.exec(text)?.[1],
  },
  {
    ecosystem: 'pypi',
    debian: /^python3-/,
    wildcard: './usr/lib/python3/dist-packages/*-info/*',
    path: /^\.\/usr\/lib\/python3\/dist-packages\/[^/]+-info\/(?:METADATA|PKG-INFO)$/,
    name: (text) => /^Name: (\S+)/m.exec(text)?.[1],
  },
  {
    ecosystem: 'gem',
    debian: /^ruby-|^rake$/,
    wildcard: './usr/share/rubygems-integration/*.gemspec',
    path: /^\.\/usr\/share\/rubygems-integration\/[^/]+\/specifications\/[^/]+\.gemspec$/,
    name: (text) => /\.name = "([^"]+)"/.exec(text)?.[1],
  },
  {
    ecosystem: 'maven',
    debian: /^lib.*-java$/,
    wildcard: './usr/share/maven-repo/*.pom',
    path: /^\.\/usr\/share\/maven-repo\/.*(?<!\/debian)\/[^/]+\.pom$/,
    name: (text) => /<artifactId>([^<]+)<\/artifactId>/.exec(text.replace(/<parent>.*?<\/parent>/s, ''))?.[1],
  },
]

/** Only what is asked for is written: file, folder, patterns. What is not in the package makes tar complain, and is no failure. */
const unpack = 'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --wildcards "$3" "$4" 2>/dev/null; true'

/** One sample for each package of an ecosystem; of those that several Debian packages bring, the first. */
export async function readSamples(folder: string): Promise<Sample[]> {
  const samples = new Map<string, Sample>()
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.deb')).sort()) {
    for (const sample of await samplesIn(join(folder, file))) {
      const key = `${sample.ecosystem} ${sample.name}`
      if (!samples.has(key)) samples.set(key, sample)
    }
  }
  return [...samples.values()]
}

async function samplesIn(file: string): Promise<Sample[]> {
  const debian = basename(file).split('_', 1)[0] ?? ''
  const place = places.find((one) => one.debian.test(debian))
  if (place === undefined) return []
  const unpacked = await mkdtemp(join(tmpdir(), 'measure-mapping-'))
  try {
    await run('sh', ['-c', unpack, 'sh', file, unpacked, place.wildcard, `./usr/share/doc/${debian}/copyright`])
    const paths = (await readdir(unpacked, { recursive: true })).map((path) => `./${path}`)
    const { stdout: homepage } = await run('dpkg-deb', ['-f', file, 'Homepage'])
    const copyright = await readFile(join(unpacked, 'usr/share/doc', debian, 'copyright'), 'utf8').catch(() => '')
    const stated = [...sourcesIn(copyright), homepage.trim()].filter((address) => address !== '')
    const manifests = await Promise.all(
      paths
        .filter((path) => place.path.test(path))
        .map(async (path) => ({ path, text: await readFile(join(unpacked, path), 'utf8').catch(() => '') })),
    )
    return manifests.flatMap((manifest) => {
      const name = manifest.text === '' ? undefined : place.name(manifest.text)
      return name === undefined || !isMain(place.ecosystem, name, debian)
        ? []
        : [{ ecosystem: place.ecosystem, name, manifest, debian, stated }]
    })
  } finally {
    await rm(unpacked, { recursive: true, force: true })
  }
}

/** Debian puts many npm packages into one of its own, and says of the one that this is named after where it comes from. */
function isMain(ecosystem: Ecosystem, name: string, debian: string): boolean {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return ecosystem !== 'npm' || debian.replaceAll('.', '-') === `node-${plain}`
}

/** The addresses of the `Source` field, which may go on over indented lines. */
function sourcesIn(copyright: string): string[] {
  const field = /^Source:((?:.*)(?:\n[ \t].*)*)/im.exec(copyright)?.[1] ?? ''
  return field.match(/\S+:\/\/\S+/g) ?? []
}
