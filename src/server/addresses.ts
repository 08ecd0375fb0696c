import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Names that never belong to a public host (RFC 6761, 6762, 7686, 8375, and what private networks use). */
const PRIVATE_NAMES =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion|alt)$/;

/**
 * Whether an IP address is on the public internet: no loopback, private, link-local, carrier-grade, multicast,
 * documentation or benchmark range, and no IPv6 address that wraps an IPv4 one (mapped, compatible, NAT64, 6to4,
 * Teredo), whichever it wraps. False for anything that is no address.
 *
 * @example
 * isPublicAddress('1.1.1.1'); // true
 * isPublicAddress('::ffff:10.0.0.1'); // false
 */
export function isPublicAddress(ip: string): boolean {
  // Short, octal and hexadecimal spellings mean different hosts to different parsers.
  if (ipaddr.IPv4.isValidFourPartDecimal(ip)) return ipaddr.IPv4.parse(ip).range() === 'unicast';
  if (ip.includes('%') || !ipaddr.IPv6.isValid(ip)) return false;
  const address = ipaddr.IPv6.parse(ip);
  // Unassigned space counts as unicast to the library; only 2000::/3 has ever been given out.
  return address.range() === 'unicast' && address.match(GLOBAL_UNICAST);
}

/**
 * Whether a host is one that a public service has no business with. Takes a hostname as `URL.hostname` gives it: a
 * name, an IPv4 address, or an IPv6 address in brackets; what is none of them counts as private. A public name may
 * still resolve to a private address: who connects checks that address with `isPublicAddress`.
 *
 * @example
 * isPrivateHost(new URL('http://printer.local/').hostname); // true
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  if (host.startsWith('[')) return !host.endsWith(']') || !isPublicAddress(host.slice(1, -1));
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(host)) return true;
  // A name whose last label is a number is an IPv4 address to every parser of URLs.
  if (/\.(?:\d+|0x[\da-f]*)$/.test(host)) return !isPublicAddress(host);
  return PRIVATE_NAMES.test(host);
}
