import { expect } from '@open-wc/testing';

/**
 * The policy of README.md, The elements, with `blob:` for the pictures these tests make. The origin is named, because
 * `'self'` matches nothing in Firefox in a frame by `srcdoc`.
 */
const self = location.origin;
const POLICY =
  `default-src 'none'; script-src ${self}; style-src ${self}; img-src ${self} blob:; connect-src ${self}; ` +
  "require-trusted-types-for 'script'; trusted-types lit-html";

it('breaks no rule of a strict Content-Security-Policy with Trusted Types, the viewer neither', async function () {
  this.timeout(30_000);
  const frame = document.createElement('iframe');
  frame.width = '800';
  frame.height = '600';
  const page = new URL('./strict-page.ts', import.meta.url).pathname;
  frame.srcdoc = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <script type="module" src="${page}"></script></head><body></body></html>`;
  const told = new Promise<string[]>((resolve) =>
    window.addEventListener(
      'message',
      ({ data }) => Array.isArray(data?.strict) && resolve(data.strict as string[]),
    ),
  );
  document.body.append(frame);
  expect(await told).to.deep.equal([]);
  frame.remove();
});
