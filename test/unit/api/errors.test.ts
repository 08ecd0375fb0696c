import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  errorFromResponse,
  ImgproError,
  isImgproError,
  isSecretKey,
  redact,
} from '../../../src/api/index.ts';

const of = (status: number, body: unknown, headers: HeadersInit = {}) =>
  errorFromResponse(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body));

describe('the error of an answer', () => {
  test('of generation 3 has all that the body says', () => {
    const error = of(
      403,
      {
        error: {
          type: 'quota_error',
          code: 'quota_exceeded',
          message: 'Upload limit reached',
          action: { type: 'upgrade', url: 'https://img.pro/u', label: 'Upgrade' },
          usage: { plan: 'free' },
        },
      },
      { 'X-Request-Id': 'req_1' },
    );
    expect(error).toMatchObject({
      name: 'ImgproError',
      type: 'quota_error',
      code: 'quota_exceeded',
      status: 403,
      detail: 'Upload limit reached',
      action: { type: 'upgrade', url: 'https://img.pro/u', label: 'Upgrade' },
      requestId: 'req_1',
    });
    expect(error.message).toBe('Upload limit reached. Delete images or upgrade.');
  });

  test('names each field at fault, as G3 details and as G1 errors', () => {
    const modern = of(422, {
      error: {
        type: 'invalid_request_error',
        code: 'validation_error',
        message: 'Invalid',
        details: { ttl: 'too short' },
      },
    });
    expect(modern.fields).toEqual({ ttl: ['too short'] });
    expect(modern.message).toBe('Invalid. ttl: too short.');
    const old = of(400, {
      error: 'Validation failed',
      errors: { file: ['File is required'], tags: ['a', 'b'] },
    });
    expect(old).toMatchObject({
      code: 'validation_error',
      status: 400,
      fields: { file: ['File is required'], tags: ['a', 'b'] },
    });
  });

  test.each([
    [401, { error: 'Unauthenticated', code: 'UNAUTHORIZED' }, 'unauthorized', 'authentication_error'],
    [404, { error: 'Media not found' }, 'not_found', 'invalid_request_error'],
    [413, { error: 'File exceeds 100 MB limit' }, 'file_too_large', 'invalid_request_error'],
    [504, { error: 'URL fetch timed out', code: 'fetch_timeout' }, 'fetch_timeout', 'api_error'],
    [429, { error: 'quota_exceeded', message: 'Full' }, 'quota_exceeded', 'quota_error'],
    [429, { error: { type: 'quota_error', message: 'Full' } }, 'quota_exceeded', 'quota_error'],
    [429, { error: 'Slow down' }, 'rate_limited', 'rate_limit_error'],
    [409, {}, 'idempotency_key_conflict', 'idempotency_error'],
    [403, {}, 'forbidden', 'permission_error'],
    [418, '', 'bad_request', 'invalid_request_error'],
    [503, '', 'service_unavailable', 'api_error'],
  ])('of older generations or none (%i %j) has the code %s', (status, body, code, type) => {
    expect(of(status, body)).toMatchObject({ status, code, type });
  });

  test('of generation 2 keeps the message, and the wait as seconds to retry after', () => {
    const error = of(429, {
      error: 'rate_limited',
      message: 'Too fast',
      action: { type: 'wait', seconds: 30 },
    });
    expect(error).toMatchObject({
      detail: 'Too fast',
      action: { type: 'wait', retry_after: 30 },
      retryAfter: 30,
    });
    expect(error.message).toBe('Too fast. Try again in 30 seconds.');
  });

  test('takes Retry-After as seconds or as a date', () => {
    expect(of(429, {}, { 'Retry-After': '7' }).retryAfter).toBe(7);
    const date = new Date(Date.now() + 20_000).toUTCString();
    expect(of(503, '', { 'Retry-After': date }).retryAfter).toBeCloseTo(20, -1);
    // By the server's own time, where it says that: a visitor's clock may be an hour off.
    const later = new Date(Date.now() + 3_600_000);
    const times = {
      Date: later.toUTCString(),
      'Retry-After': new Date(later.getTime() + 30_000).toUTCString(),
    };
    expect(of(503, '', times).retryAfter).toBe(30);
    expect(of(503, '', { 'Retry-After': new Date(0).toUTCString() }).retryAfter).toBeUndefined();
    expect(of(503, '', { 'Retry-After': 'soon' }).retryAfter).toBeUndefined();
    expect(of(409, {}, { 'Retry-After': '1' }).code).toBe('idempotency_key_in_progress');
  });

  test('survives HTML, and keeps its gist', () => {
    const html = '<!doctype html><html><head><title>502 Bad\nGateway</title></head><body>…</body></html>';
    expect(of(502, html)).toMatchObject({ code: 'service_unavailable', detail: '502 Bad Gateway' });
    expect(of(413, '<h1>Too <b>large</b></h1>').detail).toBe('Too large');
    expect(of(500, '').message).toBe('The service answered 500. Try again later.');
  });

  test('reads any body without failing, and always has code, type, status and message', () => {
    const words = fc.constantFrom(
      'error',
      'errors',
      'code',
      'message',
      'type',
      'details',
      'action',
      'upgrade',
      '__proto__',
      'toString',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom(null, true, 0, -1, '', 'constructor', 'rate_limited'),
        fc.string(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(words, fc.string()), tie('value'), { maxKeys: 5 }),
      ),
    })).value;
    const body = fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc.string(),
      fc.json(),
    );
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), body, fc.string(), (status, text, header) => {
        const error = errorFromResponse(status, { get: () => header }, text);
        expect(error).toBeInstanceOf(ImgproError);
        expect(error.status).toBe(status);
        expect(error.code).toMatch(/./);
        expect(error.type).toMatch(/./);
        expect(error.message).toMatch(/./);
        expect(typeof JSON.stringify(error)).toBe('string');
        for (const lines of Object.values(error.fields ?? {}))
          expect(lines.every((line) => typeof line === 'string')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an error', () => {
  test('is recognised without its class', () => {
    const error = new ImgproError('No', { code: 'not_found' });
    expect(isImgproError(error)).toBe(true);
    const foreign = Object.defineProperty(new Error('No'), Symbol.for('imgpro.error'), { value: true });
    expect(isImgproError(foreign)).toBe(true);
    for (const other of [null, undefined, 'x', new Error('x'), new DOMException('x', 'AbortError')]) {
      expect(isImgproError(other)).toBe(false);
    }
  });

  test('never shows a key or token', () => {
    const secrets = ['img_live_8sdf7', 'img_sk_x-9', 'eyJhbGci.eyJzdWIi.c2ln', 'plainsecret'];
    const body = {
      error: {
        code: 'unauthorized',
        message: `Bad keys img_live_8sdf7, img_sk_x-9; Bearer plainsecret`,
        details: { token: ['eyJhbGci.eyJzdWIi.c2ln'] },
      },
    };
    const error = of(401, body);
    const shown = [error.message, String(error), error.stack, JSON.stringify(error), inspect(error)].join();
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  test('becomes JSON with its message and fields, without stack and cause', () => {
    const error = new ImgproError('No', { code: 'timeout', cause: new Error('inner') });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ImgproError',
      message: 'No',
      code: 'timeout',
      type: 'api_error',
      status: 0,
    });
    expect(error.cause).toBeInstanceOf(Error);
  });
});

test('secret keys are known wherever they stand', () => {
  for (const text of ['img_live_demo', ' img_sk_1', 'Bearer img_live_a', 'https://x/?key=img_live_a']) {
    expect(isSecretKey(text)).toBe(true);
    expect(redact(text)).toContain('[redacted]');
  }
  for (const text of ['', 'img_live_', 'eyJ.a.b', 'my_img_live_a', '/imgpro/token'])
    expect(isSecretKey(text)).toBe(false);
});
