import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the public internet: not private, loopback, link-local (where clouds keep their metadata), shared,
 * multicast, reserved, or one that hides an IPv4 address in an IPv6 one that is not public. The only file that imports ipaddr.js.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  const six = address as ipaddr.IPv6;
  return six.isIPv4MappedAddress() ? six.toIPv4Address().range() === 'unicast' : six.range() === 'unicast';
}
