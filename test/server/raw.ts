import { describe, expect, test } from 'vitest';
import { wire } from './client.ts';
import type { Visitor } from './client.ts';
import type { Upstream } from './upstream.ts';

export interface RawSetting {
  url(): string;
  upstream(): Upstream;
  somebody(): Visitor;
}

/** HTTP that no client library writes, on a bare connection to a host whose parser is Node's. */
export function rawTests({ url, upstream, somebody }: RawSetting): void {
  const hostOf = (): string => new URL(url()).host;

  /** Sends a head (and a body) and reads to the end of the connection. */
  const send = async (
    line: string,
    headers: string[],
    body = '',
  ): Promise<{ status: number; all: string }> => {
    const head = [line, ...headers, 'Connection: close'].join('\r\n');
    const all = await wire(url(), `${head}\r\n\r\n${body}`);
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(all)?.[1]), all };
  };

  describe('on a bare connection', () => {
    const form = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
    const hidden = `GET /imgpro/health HTTP/1.1\r\nHost: x\r\n\r\n`;

    test.each([
      ['two kinds of length', ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${hidden}`],
      ['two lengths', ['Content-Length: 5', `Content-Length: ${5 + hidden.length}`], `{"a":${hidden}`],
      ['a length that is a list', ['Content-Length: 5, 50'], `{"a":${hidden}`],
      ['an unknown coding', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${hidden}`],
      ['a folded header', ['Content-Length: 0', 'X-One: a\r\n Authorization: Bearer x'], ''],
      ['a space before the colon', ['Content-Length : 5'], `{"a":${hidden}`],
      ['a bare line feed', ['Content-Length: 0', 'X-Request-Id: a\nX-Img-User: admin'], ''],
      ['a bare carriage return', ['Content-Length: 0', 'X-Request-Id: a\rX-Img-User: admin'], ''],
      ['a zero byte', ['Content-Length: 0', 'X-Request-Id: a\0b'], ''],
    ])('%s is no request', async (_, headers, body) => {
      const { name } = somebody();
      const before = upstream().seen.length;
      const { status, all } = await send(
        'POST /imgpro/token HTTP/1.1',
        [`Host: ${hostOf()}`, `Origin: ${url()}`, `Cookie: user=${name}`, ...headers],
        body,
      );
      expect(status).toBe(400);
      expect(all.match(/HTTP\/1\.1 /g)).toHaveLength(1);
      expect(all).not.toContain('upload_token');
      expect(upstream().seen).toHaveLength(before);
    });

    // Letters whose low bytes are CR and LF: what writes headers as UTF-16 cut to bytes makes a line break of them.
    test.each(['a\x8d\x8aX-Img-User: admin', 'a\u010d\u010aX-Img-User: admin', 'a\xe5b'])(
      'a value that could break into two headers reaches nobody (%j)',
      async (value) => {
        const anna = somebody();
        const before = upstream().seen.length;
        const bytes = Buffer.from(value, 'utf8').toString('latin1');
        for (const written of [value.replace(/[^\0-\xff]/g, '?'), bytes]) {
          const { status } = await send(
            'POST /imgpro/v1/images HTTP/1.1',
            [
              `Host: ${hostOf()}`,
              `Authorization: Bearer ${await anna.bearer()}`,
              'Content-Type: multipart/form-data; boundary=b',
              `Content-Length: ${form.length}`,
              `Idempotency-Key: ${written}`,
              `X-Request-Id: ${written}`,
            ],
            form,
          );
          expect([400, 422]).toContain(status);
        }
        expect(upstream().seen).toHaveLength(before);
      },
    );

    const mint = (target: string, hosts: string[]) =>
      send(`POST ${target} HTTP/1.1`, [
        ...hosts,
        'Origin: http://evil.example',
        `Cookie: user=${somebody().name}`,
        'Content-Length: 0',
      ]);

    test.each([
      ['names another host', '//evil.example/imgpro/token'],
      ['names it behind a backslash', '/\\evil.example/imgpro/token'],
      ['is a whole address', 'http://evil.example/imgpro/token'],
    ])('a target that %s gets no token', async (_, target) => {
      const { status, all } = await mint(target, [`Host: ${hostOf()}`]);
      expect(all).not.toContain('upload_token');
      // A router in front of the backend may not know the path at all; the backend may see whose Host it is.
      expect([400, 403, 404]).toContain(status);
    });

    test.each<[string, string[]]>([
      ['no host', []],
      ['a host that is none', ['Host: evil.example/imgpro/token?x']],
      ['two hosts', ['Host: evil.example', 'Host: site.example']],
    ])('%s gets no token', async (_, hosts) => {
      const { status, all } = await mint('/imgpro/token', hosts);
      expect(all).not.toContain('upload_token');
      expect([400, 403]).toContain(status);
    });

    test('two Authorizations are none', async () => {
      const token = await somebody().bearer();
      const headers = [
        `Host: ${hostOf()}`,
        `Authorization: Bearer ${token}`,
        `Authorization: Bearer ${token}`,
      ];
      const { status } = await send('GET /imgpro/v1/images HTTP/1.1', headers);
      expect(status).toBe(401);
    });

    test.each(['TRACE', 'CONNECT'])('%s is not answered with what was sent', async (method) => {
      const { all } = await send(`${method} /imgpro/token HTTP/1.1`, [
        `Host: ${hostOf()}`,
        'Authorization: Bearer private',
      ]);
      expect(all).not.toContain('private');
      expect(all).not.toMatch(/^HTTP\/1\.1 2/);
    });
  });
}
