import { isPrivateHost } from './addresses.ts';

/** An address that may be imported, written anew; or why it may not. */
export type ImportAddress = { href: string } | { refusal: string };

/**
 * Judges an address to import. `href` is what was judged, and the only text to send on: programs disagree about
 * backslashes, line breaks and other oddities, so that one and the same text can name two hosts. The service resolves
 * the name and checks the address it connects to; here names and literal addresses are judged, before anything is sent.
 */
export function importAddress(text: string, hosts: readonly string[]): ImportAddress {
  if (/[\u0000-\u0020\\\u007f-\u00a0]/.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text))
    return { refusal: 'This is not a web address.' };
  const url = new URL(text);
  url.hash = '';
  if (url.username !== '' || url.password !== '')
    return { refusal: "Addresses with a password can't be imported." };
  const { href, hostname } = url;
  // Written with its port, even a private host or another port was meant.
  if (hosts.includes(`${hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`))
    return { href };
  if (isPrivateHost(hostname)) return { refusal: "Addresses inside a private network can't be imported." };
  const isNamed = hosts.some(
    (host) =>
      host === '*' || host === hostname || (host.startsWith('*.') && hostname.endsWith(host.slice(1))),
  );
  if (!isNamed) return { refusal: 'Images can’t be imported from this site.' };
  if (url.port !== '') return { refusal: 'Images can’t be imported from this port.' };
  return { href };
}

/** Fault of an entry of `importHosts`, or null. */
export function importHostFault(host: string): string | null {
  if (host === '*') return null;
  const bare = host.replace(/^\*\./, '');
  const ok = /^[^/\s@?#\\*]+$/.test(bare) && URL.canParse(`http://${bare}/`);
  if (!ok) return 'is no host: write example.com, *.example.com, example.com:8080 or *.';
  const { hostname, port } = new URL(`http://${bare}/`);
  const wildcard = bare !== host;
  if (wildcard && /:\d+$/.test(bare)) return 'has a port, which goes with a host in full only.';
  const written = /:(\d+)$/.exec(bare)?.[1];
  if (bare !== hostname && bare !== `${hostname}:${port || (written ?? '')}`)
    return `would be read as "${hostname}": write it so.`;
  if (written === undefined && isPrivateHost(hostname))
    return 'is private: written with its port (localhost:8080), it is meant.';
  return null;
}
