/**
 * Whether an address may be imported: null, or a sentence that says why not. The service resolves the name and
 * checks the address it connects to; here names and literal addresses are judged, before anything is sent.
 */
export function mayImport(address: string, hosts: readonly string[]): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'This is not a web address.';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'Only http and https addresses can be imported.';
  if (url.username !== '' || url.password !== '') return "Addresses with a password can't be imported.";
  // Written with its port, even a private host was meant.
  if (hosts.includes(`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`))
    return null;
  if (isPrivateHost(url.hostname)) return "Addresses inside a private network can't be imported.";
  const named = hosts.some(
    (host) =>
      host === '*' ||
      host === url.hostname ||
      (host.startsWith('*.') && url.hostname.endsWith(host.slice(1))),
  );
  return named ? null : 'Images can’t be imported from this site.';
}

/** Hosts that a public service has no business with: loopback, private, link-local and other special ranges. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return isPrivateIPv6(host.slice(1, -1));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateIPv4(host.split('.').map(Number));
  return (
    !host.includes('.') ||
    /\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)$/.test(host)
  );
}

function isPrivateIPv4(bytes: number[]): boolean {
  const [a = 0, b = 0, c = 0] = bytes;
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  );
}

/** Only global unicast (2000::/3) is public, without the ranges in it that wrap an IPv4 address or are for papers. */
function isPrivateIPv6(host: string): boolean {
  const first = Number.parseInt(host.split(':')[0] || '0', 16);
  const second = Number.parseInt(host.split(':')[1] || '0', 16);
  if (first < 0x2000 || first > 0x3fff) return true;
  return first === 0x2002 || (first === 0x2001 && (second === 0 || second === 0xdb8));
}
