import { expect, test } from 'vitest';
import { policyWithClient, withClient } from '../../../demo/dev/page.ts';
import { sourceOf, targetOf } from '../../../demo/dev/sources.ts';
import { contentSecurityPolicy } from '../../../demo/site/csp.ts';

test.each([
  ['src/elements/uploader/uploader.styles.ts', 'pages'],
  ['src/imgpro.css', 'pages'],
  ['demo/pages/index.html', 'pages'],
  ['demo/pages/assets/site.css', 'pages'],
  ['src/server/handler.ts', 'servers'],
  ['src/api/retry.ts', 'servers'],
  ['src/image/html.ts', 'servers'],
  ['demo/site/login.ts', 'servers'],
  ['demo/mock/routes/images.ts', 'servers'],
  ['demo/start.ts', 'servers'],
  ['demo/recipes/server/node.ts', null],
  ['demo/dev/vite.ts', null],
  ['test/unit/demo/dev.test.ts', null],
] as const)('%s is in: %s', (path, target) => {
  expect(targetOf(path)).toBe(target);
});

test('a file of the build has its source in its place, and everything else is as it was', () => {
  expect(sourceOf('/dist/imgpro.js')).toBe('/src/loader.ts');
  expect(sourceOf('/dist/imgpro.css?v=2')).toBe('/src/imgpro.css?v=2');
  expect(sourceOf('/dist/locales/pt-BR.js')).toBe('/src/locales/pt-BR.ts');
  expect(sourceOf('/dist/html.js')).toBe('/dist/html.js');
  expect(sourceOf('/imgpro/v1/images?limit=50')).toBe('/imgpro/v1/images?limit=50');
});

test('a page gets the client, and its policy stays strict beside that', () => {
  expect(withClient('<!doctype html><html><head><title>T</title></head></html>', 'abc')).toBe(
    '<!doctype html><html><head><meta property="csp-nonce" nonce="abc" />' +
      '<script type="module" src="/@vite/client"></script><title>T</title></head></html>',
  );
  const policy = policyWithClient(contentSecurityPolicy('http://localhost:8787'), 'abc').split('; ');
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("style-src 'self' 'nonce-abc'");
  expect(policy).toContain("connect-src 'self' ws: http://localhost:8787");
  expect(policy).toContain("require-trusted-types-for 'script'");
});
