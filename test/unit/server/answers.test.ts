import { describe, expect, test } from 'vitest';
import {
  API_KEY,
  call,
  errorOf,
  errorsInto,
  form,
  image,
  json,
  mount,
  refusal,
  service,
  upload,
} from './harness.ts';
import type { LogEntry } from '../../../src/server/index.ts';

const LINK = 'https://img.pro/upgrade?signature=abc';
const unsafe = {
  action: { type: 'upgrade', url: LINK, label: 'Upgrade' },
  usage: { plan: 'free', uploads_used: 5 },
  upgrade: { url: LINK },
};

/** A gateway before a service that gives one answer to everything. */
const before = (answer: () => Response) =>
  mount({ scope: 'account', fetch: () => Promise.resolve(answer()) });

const patch = { body: '{"ids":["a1","b2"],"caption":"x"}', headers: { 'content-type': 'application/json' } };

describe('answers of the service are written anew', () => {
  test('a created image keeps the fields that an image has, and no others', async () => {
    const upstream = service(() => json(201, { ...image(), ...unsafe, internal: { path: '/var' } }));
    const response = await upload(mount({ fetch: upstream.fetch }), form([]));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(image());
  });

  test('an address of an image that would run code is left out', async () => {
    const handler = before(() => json(200, image({ url: 'javascript:alert(1)' })));
    expect(await (await call(handler, 'GET', '/images/abc')).json()).toMatchObject({ url: '' });
  });

  test('a list keeps its images alone', async () => {
    const handler = before(() =>
      json(200, {
        object: 'list',
        data: [{ ...image(), ...unsafe }],
        pagination: { has_more: false, next_cursor: null, next_url: LINK },
        ...unsafe,
      }),
    );
    const text = await (await call(handler, 'GET', '/images')).text();
    expect(JSON.parse(text)).toEqual({
      object: 'list',
      data: [image()],
      pagination: { has_more: false, next_cursor: null, next_url: null },
    });
  });

  test('of a batch the ids that were asked for, with errors by their code in our own words', async () => {
    const error = { type: 'quota_error', code: 'quota_exceeded', message: `Upgrade: ${LINK}`, ...unsafe };
    const handler = before(() =>
      json(207, {
        object: 'batch_result',
        data: [{ ...image({ id: 'a1' }), ...unsafe }, image({ id: 'other' })],
        errors: [{ id: 'b2', error, ...unsafe }, { id: 'zz', error }, null, 5],
        ...unsafe,
      }),
    );
    const response = await call(handler, 'PATCH', '/images/batch', patch);
    expect(response.status).toBe(207);
    expect(await response.json()).toEqual({
      object: 'batch_result',
      data: [image({ id: 'a1' })],
      errors: [
        {
          id: 'b2',
          error: {
            type: 'quota_error',
            code: 'quota_exceeded',
            message: "This site can't store more images right now.",
          },
        },
      ],
    });
  });

  test('a deleted image is a tombstone of the id that was asked for', async () => {
    const handler = before(() => json(200, { id: 'other', object: 'image', deleted: true, ...unsafe }));
    const deleted = await call(handler, 'DELETE', '/images/abc');
    expect(await deleted.json()).toEqual({ id: 'abc', object: 'image', deleted: true });
    const empty = before(() => new Response(null, { status: 204 }));
    expect(await (await call(empty, 'DELETE', '/images/abc')).json()).toMatchObject({ deleted: true });
  });

  test('the usage is numbers, and where they are not told, none', async () => {
    const handler = before(() =>
      json(200, {
        object: 'usage',
        monthly: { uploads: 5, card: '4242' },
        totals: {},
        plan: 'pro',
        ...unsafe,
      }),
    );
    expect(await (await call(handler, 'GET', '/usage')).json()).toEqual({
      object: 'usage',
      monthly: { uploads: 5, uploads_limit: null, uploads_remaining: null, resets_at: '' },
      totals: {
        images_stored: 0,
        storage_used_bytes: 0,
        storage_limit_bytes: null,
        storage_remaining_bytes: null,
      },
      plan: 'pro',
    });
  });
});

describe('refusals of the service', () => {
  test.each<[string, Response]>([
    [
      'a quota error of another type',
      refusal(403, 'quota_exceeded', { type: 'permission_error', message: `Full. ${LINK}`, ...unsafe }),
    ],
    ['a quota error with details', refusal(403, 'quota_exceeded', { details: { plan: `free ${LINK}` } })],
    ['a rate limit with a link', refusal(429, 'rate_limited', { message: `Slow down or upgrade: ${LINK}` })],
    ['a failure with its cause', refusal(500, 'upload_failed', { message: `SQLSTATE password=x ${LINK}` })],
    ['an error that says our key', refusal(422, 'validation_error', { message: `Key ${API_KEY} ${LINK}` })],
    [
      'details that say our key',
      refusal(422, 'validation_error', { details: { file: `${API_KEY} ${LINK}` } }),
    ],
    ['a flat error of old', json(403, { error: `Full. ${LINK}`, code: 'quota_exceeded', ...unsafe })],
    ['HTML', new Response(`<a href="${LINK}">Upgrade</a>`, { status: 503 })],
  ])('%s: no link, no key, no plan', async (_, answer) => {
    const text = await (
      await upload(
        before(() => answer),
        form([]),
      )
    ).text();
    expect(text).toContain('"error"');
    for (const secret of ['img.pro', 'signature', API_KEY, 'plan', 'SQLSTATE', 'password', 'action'])
      expect(text).not.toContain(secret);
  });

  test.each([
    ['a list without data', 'GET', '/images', { data: 'x' }],
    ['a list of no images', 'GET', '/images', { data: [5] }],
    ['an image without an id', 'GET', '/images/abc', { ...image(), id: undefined }],
    ['an image with a path as its id', 'GET', '/images/abc', { ...image(), id: '../keys' }],
    ['a tombstone', 'GET', '/images/abc', { id: 'abc', object: 'image', deleted: true }],
    ['a usage without totals', 'GET', '/usage', { monthly: {} }],
    ['a batch without data', 'PATCH', '/images/batch', { errors: [] }],
    ['a batch whose data are no list', 'PATCH', '/images/batch', { data: {}, errors: [] }],
  ])('%s is a 502, and a line in the log', async (_, method, path, body) => {
    const log: LogEntry[] = [];
    const handler = mount({
      scope: 'account',
      fetch: () => Promise.resolve(json(200, body)),
      log: errorsInto(log),
    });
    const response = await call(handler, method, path, method === 'PATCH' ? patch : {});
    expect(await errorOf(response)).toMatchObject({ status: 502, code: 'upstream_unreachable' });
    expect(log).toMatchObject([{ event: 'upstream_unexpected' }]);
  });

  test.each([
    ['7', '7'],
    ['Wed, 21 Oct 2026 07:28:30 GMT', '30'],
    // One that is over says nothing.
    ['Wed, 21 Oct 2026 07:27:00 GMT', null],
  ])('Retry-After: %s goes on, in seconds by the clock of the service', async (value, seconds) => {
    const headers = { 'retry-after': value, date: 'Wed, 21 Oct 2026 07:28:00 GMT' };
    const response = await upload(
      before(() => refusal(429, 'rate_limited', {}, headers)),
      form([]),
    );
    expect(response.headers.get('retry-after')).toBe(seconds);
  });

  test('a status that is none becomes 502', async () => {
    const answer = refusal(500, 'upload_failed');
    Object.defineProperty(answer, 'status', { value: 999 });
    expect(
      (
        await upload(
          before(() => answer),
          form([]),
        )
      ).status,
    ).toBe(502);
  });

  test.each(['www.img.pro/upgrade', 'mailto:sales@img.pro'])('details keep no %s', async (link) => {
    const answer = refusal(422, 'validation_error', { details: { ttl: `Too long. See ${link}.` } });
    expect(
      (
        await errorOf(
          await upload(
            before(() => answer),
            form([]),
          ),
        )
      ).details,
    ).toEqual({
      ttl: ['Too long. See …'],
    });
  });

  test.each([LINK, '7; upgrade', '-5', 'soon', '999999999'])('Retry-After: %s does not', async (value) => {
    const response = await upload(
      before(() => refusal(429, 'rate_limited', {}, { 'retry-after': value })),
      form([]),
    );
    expect(response.headers.get('retry-after')).toBeNull();
  });
});
