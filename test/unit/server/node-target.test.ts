import { expect, test } from 'vitest';
import { listen, wire } from './node-harness.ts';

const echo = () =>
  listen((request) => Response.json({ url: request.url, host: request.headers.get('host') }), {
    server: { requireHostHeader: false },
  });

const ask = async (text: string) => {
  const { port } = await echo();
  return wire(port, text).closed;
};

test.each([
  ['two slashes', 'POST //evil.example/imgpro/token HTTP/1.1\r\nHost: site.example'],
  ['a slash and a backslash', 'GET /\\evil.example/ HTTP/1.1\r\nHost: site.example'],
  ['a whole address', 'GET http://evil.example/ HTTP/1.1\r\nHost: site.example'],
  ['a star', 'OPTIONS * HTTP/1.1\r\nHost: site.example'],
  ['a user in Host', 'GET / HTTP/1.1\r\nHost: localhost@evil.com'],
  ['a space in Host', 'GET / HTTP/1.1\r\nHost: a b'],
  ['a path in Host', 'GET / HTTP/1.1\r\nHost: site.example/evil'],
  ['an empty Host', 'GET / HTTP/1.1\r\nHost:'],
  ['a port that is none', 'GET / HTTP/1.1\r\nHost: site.example:99999'],
  ['no Host', 'GET / HTTP/1.1\r\nX: y'],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: site.example\r\nHost: evil.example'],
])('%s is answered with 400, as JSON', async (_, head) => {
  const answer = await ask(`${head}\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toMatch(/^content-type: application\/json\r$/m);
  expect(answer).toContain('"error":{"type":"invalid_request_error","code":"bad_request"');
});

test('TRACE is answered with 405 and the methods there are', async () => {
  const answer = await ask('TRACE / HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).toMatch(/^allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r$/m);
  expect(answer).toContain('"code":"method_not_allowed"');
});

test.each([
  ['a name', 'site.example', '/a//b?c=//d', 'http://site.example/a//b?c=//d'],
  ['a name with a port', 'site.example:8080', '/', 'http://site.example:8080/'],
  ['an IPv6 address', '[::1]:3000', '/x', 'http://[::1]:3000/x'],
  ['a name in capitals', 'Site.Example', '/', 'http://site.example/'],
])('%s in Host makes the address', async (_, host, target, url) => {
  const answer = await ask(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(answer).toContain(JSON.stringify({ url, host }));
});

test('a refusal can be written by the site', async () => {
  const { port } = await listen(() => new Response('never'), {
    refusal: ({ status, code }) => new Response(code, { status, headers: { 'x-site': 'yes' } }),
  });
  const bad = await wire(port, 'GET //x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n').closed;
  expect(bad).toMatch(/^HTTP\/1\.1 400 [^]*x-site: yes[^]*bad_request/);
  const trace = await wire(port, 'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n').closed;
  expect(trace).toMatch(/^HTTP\/1\.1 405 [^]*allow: GET, [^]*x-site: yes[^]*method_not_allowed/);
});

test('an error can be answered by the site, or cut the connection', async () => {
  const { port, url } = await listen(
    (request) => {
      throw new Error(new URL(request.url).pathname);
    },
    {
      onError: (error) => {
        const { message } = error as Error;
        if (message === '/cut') return null;
        return message === '/teapot' ? new Response('short', { status: 418 }) : undefined;
      },
    },
  );
  expect((await fetch(`${url}/teapot`)).status).toBe(418);
  expect((await fetch(`${url}/other`)).status).toBe(500);
  expect(await wire(port, 'GET /cut HTTP/1.1\r\nHost: x\r\n\r\n').closed).toBe('');
});

test('the peer is told, IPv4 as such', async () => {
  const { url } = await listen((_request, { address }) => new Response(address));
  expect(await (await fetch(url)).text()).toBe('127.0.0.1');
});
