/** Names by which a machine calls itself. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a Host header names this site, on any port. A page of somebody else's can have its own name lead to this
 * machine (DNS rebinding), and would then be of the same origin as whatever answers to that name.
 */
export function isOwnHost(header: string | undefined, hosts: readonly string[] = []): boolean {
  // With a path or a user in it, it is no Host at all.
  if (header === undefined || !/^[^\s/?#@\\]+$/.test(header)) return false;
  const name = URL.parse(`http://${header}`)?.hostname;
  return name !== undefined && [...LOOPBACK, ...hosts.map((host) => host.toLowerCase())].includes(name);
}
