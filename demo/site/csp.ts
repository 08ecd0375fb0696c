/**
 * The policy that the elements promise to work under: scripts and styles of the site alone, no inline
 * ones, Trusted Types. `imgpro` lets the uploader start its workers; without it there are none, and no previews of
 * HEIC. `images` are the origins of the API and of the pictures.
 */
export function contentSecurityPolicy(...images: string[]): string {
  const others = [...new Set(images)].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' blob: ${others}`,
    `connect-src 'self' ${others}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html imgpro',
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * The same for the page with Uppy's Dashboard, whose style sheet holds its icons as `data:` addresses. It needs nothing
 * else beyond the strict one.
 */
export function dashboardPolicy(strict: string): string {
  return strict.replace("img-src 'self'", "img-src 'self' data:");
}
