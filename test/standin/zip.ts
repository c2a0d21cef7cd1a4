/**
 * Writes a zip of deflated members, as Actions makes them. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { crc32, deflateRawSync } from 'node:zlib'

/** 1 January 1980, the first day that a zip can tell, so that equal members make equal bytes. */
const date = 0x0021

export function writeZip(members: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, bytes] of members) {
    const name = Buffer.from(path)
    const packed = deflateRawSync(bytes)
    const facts = memberFacts(name, bytes, packed)
    const local = Buffer.concat([uint32(0x04034b50), facts, uint16(0), name, packed])
    bodies.push(local)
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(20), facts, uint16(0, 0, 0, 0), uint32(0, offset), name]))
    offset += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.concat([
    uint32(0x06054b50),
    uint16(0, 0, members.size, members.size),
    uint32(listing.length, offset),
    uint16(0),
  ])
  return Buffer.concat([...bodies, listing, end])
}

/** What a member's own header and its line in the directory have in common. */
function memberFacts(name: Buffer, bytes: Buffer, packed: Buffer): Buffer {
  const utf8Names = 0x0800
  const deflate = 8
  return Buffer.concat([
    uint16(20, utf8Names, deflate, 0, date),
    uint32(crc32(bytes), packed.length, bytes.length),
    uint16(name.length),
  ])
}

function uint16(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2)
  return buffer
}

function uint32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4)
  return buffer
}
