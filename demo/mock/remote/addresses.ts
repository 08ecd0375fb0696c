import ipaddr from 'ipaddr.js';

/** Whether an address is on the public internet: no loopback, private, link-local, carrier-grade, multicast or reserved range. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return address.range() === 'unicast';
}

/** The exceptions of `--allow-import-from`: `host` or `host:port`. */
export function isException(url: URL, exceptions: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return exceptions.some((each) => each === url.hostname || each === `${url.hostname}:${port}`);
}
