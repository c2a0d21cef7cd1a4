import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of an archive; what is left out is as it should be. */
export interface ZipEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly method?: 'deflate' | 'store' | 'lzma'
  /** 1 says that it is encrypted. */
  readonly flags?: number
  readonly crc?: number
  /** Its size when unpacked, as the archive says. */
  readonly claimedBytes?: number
  /** What stands in the archive for the content. */
  readonly packed?: Buffer
}

const methods = { store: 0, deflate: 8, lzma: 14 }

/** Writes a zip archive, also one that lies (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const content = Buffer.from(entry.content ?? '')
    const method = entry.method ?? (entry.content === undefined ? 'store' : 'deflate')
    const packed = entry.packed ?? (method === 'deflate' ? deflateRawSync(content) : content)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(entry.flags ?? 0, 2)
    facts.writeUInt16LE(methods[method], 4)
    facts.writeUInt32LE(entry.crc ?? crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(entry.claimedBytes ?? content.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, packed])
    parts.push(local)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, place, name)
    offset += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listing, end])
}
