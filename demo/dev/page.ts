/** A page of the site with the client that reloads it and shows faults of the sources. */
export function withClient(html: string, nonce: string): string {
  const tags = `<meta property="csp-nonce" nonce="${nonce}" /><script type="module" src="/@vite/client"></script>`;
  return html.replace(/<head>/i, (head) => head + tags);
}

/** The same policy, that also lets the client in: its WebSocket, and the style sheets that it makes. */
export function policyWithClient(policy: string, nonce: string): string {
  return policy
    .replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`)
    .replace("connect-src 'self'", "connect-src 'self' ws:");
}
