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

/** Addresses, of which a text is one or not. */
export interface Networks {
  has(address: string): boolean;
  readonly isEmpty: boolean;
}

/** Whether a text is an address or a network: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}

/** @param texts - Addresses and networks: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. @throws RangeError that names the one that is neither. */
export function networksOf(texts: readonly string[]): Networks {
  const ranges = texts.map((text) => {
    if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
    if (!ipaddr.isValid(text))
      throw new RangeError(`a network must be an address or a range such as 10.0.0.0/8, got ${JSON.stringify(text)}`);
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128] as [ipaddr.IPv4 | ipaddr.IPv6, number];
  });
  return {
    isEmpty: ranges.length === 0,
    has: (text) => {
      if (!ipaddr.isValid(text)) return false;
      const address = ipaddr.process(text);
      return ranges.some((range) => range[0].kind() === address.kind() && address.match(range));
    },
  };
}
