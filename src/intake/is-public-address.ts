import { BlockList, isIP } from 'node:net'

/** IANA's special-purpose registry, https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast. */
const specialV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const
/** All of IPv6 that is routed worldwide: loopback, link-local, unique local, mapped and translated (NAT64) addresses are not. */
const global: readonly [string, number] = ['2000::', 3]
/** Within that: protocol assignments with Teredo, documentation, 6to4, which holds an IPv4 address of any kind. */
const specialV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const special = new BlockList()
for (const [network, prefix] of specialV4) special.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of specialV6) special.addSubnet(network, prefix, 'ipv6')
const routed = new BlockList()
routed.addSubnet(...global, 'ipv6')

/** Whether an address can only be that of a machine in the public network: neither this one nor one beside it. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && routed.check(address, 'ipv6') && !special.check(address, 'ipv6')
    default:
      return false
  }
}
