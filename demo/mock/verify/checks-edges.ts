import assert from 'node:assert/strict';
import { DeleteResult, Image, ImageList, UpdateResult } from '../schemas/objects.ts';
import { created, keyed, ok, open, refused, shaped, type Check } from './expect.ts';
import { pngOf } from './png.ts';

const TOO_MANY = Array.from({ length: 101 }, (_, index) => `v${index}`);

/** Where implementations differ quietly: limits, order, what is ignored and what counts. */
export const EDGE_CHECKS: Check[] = [
  keyed('Creating', 'ttl: the bounds themselves, units, and nothing like weeks', async (probe) => {
    for (const [ttl, seconds] of [
      ['300', 300],
      ['7776000', 7_776_000],
      ['5m', 300],
      ['2h', 7_200],
      ['90d', 7_776_000],
    ] as const) {
      // prettier-ignore
      const image = created(await probe.upload({ ttl }));
      const lives = (Date.parse(image['expires_at']) - Date.parse(image['created_at'])) / 1000;
      assert.ok(Math.abs(lives - seconds) <= 2, `ttl=${ttl} lives ${lives} s`);
    }
    for (const ttl of ['7776001', '0', '-300', '1.5h', '2w'])
      refused(await probe.upload({ ttl }), 422, 'validation_error', 'ttl');
  }),
  keyed('Creating', 'what is at a limit passes', async (probe) => {
    const key = 'k'.repeat(64);
    const { metadata } = created(await probe.upload({ [key]: 'é'.repeat(1024), empty: '' }));
    assert.deepEqual(metadata, { [key]: 'é'.repeat(1024), empty: '' });
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x']));
    const { id } = created(await probe.upload(fifty));
    refused(
      await probe.call('PATCH', `/images/${id}`, { json: { caption: 'x', one_more: 'x' } }),
      422,
      'validation_error',
    );
    assert.equal(ok(await probe.call('GET', `/images/${id}`))['caption'], null, 'nothing is applied');
    ok(await probe.call('PATCH', `/images/${id}`, { json: { f0: null, one_more: 'x' } }));
  }),
  keyed('Creating', 'names of core fields never become metadata, nor does what is fixed', async (probe) => {
    const image = created(
      await probe.upload({ id: 'x', url_: 'kept', filename: 'other.gif', defaults: 'd', format: 'gif', _team_id: '1', metadata: 'x', bytes: '1' }), // prettier-ignore
    );
    assert.deepEqual(
      [image['metadata'], image['filename'], image['format']],
      [{ url_: 'kept' }, 'verify.png', 'png'],
    );
  }),
  keyed('Creating', 'a file and a url are one too many', async (probe) => {
    const form = { url: 'https://example.com/a.png', file: pngOf(3, 3, 'a.png') };
    refused(await probe.call('POST', '/images', { form }), 422, 'validation_error');
  }),
  keyed('Changing', 'PATCH reads numbers and words, and ignores core names', async (probe) => {
    const before = created(await probe.upload({ author: 'Jane' }));
    const patch = (json: unknown) => probe.call('PATCH', `/images/${before['id']}`, { json });
    for (const [value, now] of [
      [0, false],
      [1, true],
      ['false', false],
      ['true', true],
      [false, false],
      [true, true],
    ] as const)
      // prettier-ignore
      assert.equal(ok(await patch({ public: value }))['public'], now, `public: ${JSON.stringify(value)}`);
    refused(await patch({ public: 'yes' }), 422, 'validation_error', 'public');
    const { id, object, status, format, width, created_at, expires_at } = before;
    const core = {
      id: 'zz',
      object,
      url: 'x',
      status,
      format,
      width,
      created_at,
      expires_at,
      metadata: { a: 'b' },
    };
    assert.deepEqual(ok(await patch(core)), before);
    assert.deepEqual(ok(await patch({ stars: 5, good: true }))['metadata'], { author: 'Jane', stars: '5', good: 'true' }); // prettier-ignore
    refused(await patch({ deep: { a: 1 } }), 422, 'validation_error', 'deep');
    assert.equal(ok(await patch({ caption: 'x' }))['caption'], 'x');
    assert.equal(ok(await patch({ caption: null }))['caption'], null);
    assert.equal(ok(await patch({ published_at: 1_717_200_000 }))['published_at'], '2024-06-01T00:00:00Z');
    assert.equal(ok(await patch({ ttl: null }))['id'], id);
  }),
  keyed('Changing', 'a PATCH with one bad field changes nothing', async (probe) => {
    const { id } = created(await probe.upload({ author: 'Jane' }));
    const json = { caption: 'new', author: 'John', ttl: '1s' };
    refused(await probe.call('PATCH', `/images/${id}`, { json }), 422, 'validation_error', 'ttl');
    const now = ok(await probe.call('GET', `/images/${id}`));
    assert.deepEqual([now['caption'], now['metadata']], [null, { author: 'Jane' }]);
  }),
  keyed('Lists', 'next_url is the next page; a cursor outlives its image', async (probe) => {
    const ids: string[] = [];
    for (const date of ['2151-01-03', '2151-01-02', '2151-01-01'])
      ids.push(created(await probe.upload({ published_at: date }))['id']);
    const { pagination, data } = shaped(ImageList, ok(await probe.call('GET', '/images?limit=1')));
    assert.equal(data[0].id, ids[0]);
    const next = new URL(pagination.next_url);
    assert.deepEqual(
      [next.searchParams.get('cursor'), next.searchParams.get('limit')],
      [pagination.next_cursor, '1'],
    );
    ok(await probe.call('DELETE', `/images/${ids[0]}`));
    const page = shaped(ImageList, ok(await probe.call('GET', `/images${next.search}`)));
    assert.deepEqual(
      page['data'].map(({ id }: { id: string }) => id),
      [ids[1]],
    );
  }),
  keyed('Lists', 'the last page is terminal, a list by ids too', async (probe) => {
    const [a, b] = [created(await probe.upload()), created(await probe.upload())];
    const { data, pagination } = shaped(
      ImageList,
      ok(await probe.call('GET', `/images?ids=${a['id']},${b['id']},${a['id']}`)),
    );
    assert.deepEqual([data.length, pagination], [2, { has_more: false, next_cursor: null, next_url: null }]);
  }),
  keyed('Batches', 'a batch: order kept, doubles once, all fields, or none', async (probe) => {
    const [a, b] = [created(await probe.upload())['id'], created(await probe.upload())['id']];
    const batch = (method: string, json: unknown) => probe.call(method, '/images/batch', { json });
    const { data } = shaped(
      UpdateResult,
      ok(await batch('PATCH', { ids: [b, a, b], published_at: '2024-06-01', ttl: '1h', note: 'n' })),
    );
    assert.deepEqual(
      data.map((image: Record<string, unknown>) => image['id']),
      [b, a],
    );
    assert.deepEqual([data[0].published_at, data[0].metadata], ['2024-06-01T00:00:00Z', { note: 'n' }]);
    assert.notEqual(data[0].expires_at, null);
    const turned = ok(await batch('PATCH', { ids: [a, b], note: null }))['data'];
    assert.deepEqual(
      turned.map((image: Record<string, unknown>) => image['id']),
      [a, b],
    );
    refused(
      await batch('PATCH', { ids: [a], caption: 'x', filename: 'x' }),
      422,
      'validation_error',
      'filename',
    );
    assert.equal(ok(await probe.call('GET', `/images/${a}`))['caption'], null);
    for (const ids of [[], TOO_MANY, [a, 7]])
      refused(await batch('DELETE', { ids }), 422, 'validation_error', 'ids');
    ok(await probe.call('GET', `/images/${a}`));
    const gone = shaped(DeleteResult, ok(await batch('DELETE', { ids: [b, a, b] })));
    assert.deepEqual(
      gone['data'].map((each: { id: string }) => each.id),
      [b, a],
    );
    refused(await probe.call('GET', `/images/${b}`), 404, 'not_found');
  }),
  keyed('Addresses', '/images/batch is no image', async (probe) => {
    for (const method of ['GET', 'POST']) {
      const { status } = await probe.call(method, '/images/batch');
      assert.ok([404, 405].includes(status), `${method}: expected 404 or 405, got ${status}`);
    }
  }),
  keyed(
    'Idempotency',
    'a replay is the first answer, counts nothing, and outlives the image',
    async (probe) => {
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      const form = { author: 'Jane', caption: 'once', file: pngOf(5, 5, 'once.png') };
      const first = await probe.call('POST', '/images', { form, headers });
      const { id } = created(first);
      const used = async () => ok(await probe.call('GET', '/usage'))['monthly'].uploads;
      const before = await used();
      const { file, caption, author } = form;
      // The order of fields is no difference, nor is the boundary, which is new each time.
      const again = await probe.call('POST', '/images', { form: { file, caption, author }, headers });
      assert.deepEqual([again.status, again.json], [first.status, first.json]);
      assert.equal(await used(), before);
      ok(await probe.call('DELETE', `/images/${id}`));
      const late = await probe.call('POST', '/images', { form, headers });
      assert.deepEqual([late.json, late.headers.get('idempotent-replayed')], [first.json, 'true']);
      refused(await probe.call('GET', `/images/${id}`), 404, 'not_found');
      const renamed = { ...form, file: new File([form.file], 'other.png', { type: 'image/png' }) };
      refused(
        await probe.call('POST', '/images', { form: renamed, headers }),
        409,
        'idempotency_key_conflict',
      );
    },
  ),
  keyed('Limits', 'every keyed answer tells the quota, errors too', async (probe) => {
    for (const reply of [
      await probe.call('GET', '/images?limit=1'),
      await probe.call('GET', '/images/zzzzzzzz'),
      await probe.call('POST', '/images', { json: {} }),
    ]) {
      assert.match(reply.headers.get('x-monthly-uploads-used') ?? '', /^\d+$/);
      assert.match(reply.headers.get('x-storage-used') ?? '', /^\d+$/);
      assert.equal(reply.headers.get('x-ratelimit-limit'), null);
    }
  }),
  keyed('Limits', 'deleting gives storage back, not uploads', async (probe) => {
    const { id, bytes } = created(await probe.upload());
    const before = shaped(Image, ok(await probe.call('GET', `/images/${id}`)));
    assert.equal(before['bytes'], bytes);
    const usage = ok(await probe.call('GET', '/usage'));
    ok(await probe.call('DELETE', `/images/${id}`));
    const after = ok(await probe.call('GET', '/usage'));
    assert.ok(after['totals'].storage_used_bytes <= usage['totals'].storage_used_bytes - bytes);
    assert.ok(after['monthly'].uploads >= usage['monthly'].uploads);
    assert.match(usage['monthly'].resets_at, /^\d{4}-\d\d-01T00:00:00Z$/);
  }),
  open('Keys', 'without a key nothing can be changed', async (probe) => {
    const ask = { key: null, json: { ids: ['zzzzzzzz'] } };
    for (const method of ['PATCH', 'DELETE']) {
      refused(await probe.call(method, '/images/zzzzzzzz', ask), 401, 'unauthorized');
      refused(await probe.call(method, '/images/batch', ask), 401, 'unauthorized');
    }
    refused(
      await probe.call('POST', '/images', { key: 'verify-no-such-key', json: {} }),
      401,
      'unauthorized',
    );
  }),
  open('Limits', 'anonymous answers tell the limits', async (probe) => {
    const reply = await probe.upload({ ttl: '1h', public: 'false' }, { key: null });
    if (reply.status === 429) {
      const error = refused(reply, 429, 'rate_limited');
      assert.equal(String(error['action']?.retry_after), reply.headers.get('retry-after'));
      return;
    }
    const image = created(reply);
    assert.equal(image['public'], true);
    const lives = (Date.parse(image['expires_at']) - Date.parse(image['created_at'])) / 1000;
    assert.ok(Math.abs(lives - 3600) <= 2, `ttl=1h lives ${lives} s`);
    const limit = reply.headers.get('x-ratelimit-limit');
    // An implementation may run without limits; if it has any, it tells them whole.
    if (limit === null) return;
    for (const name of ['limit', 'remaining', 'reset', 'limit-daily', 'remaining-daily', 'reset-daily'])
      assert.match(reply.headers.get(`x-ratelimit-${name}`) ?? '', /^\d+$/, name);
    assert.ok(Number(reply.headers.get('x-ratelimit-remaining')) < Number(limit));
    assert.ok(Number(reply.headers.get('x-ratelimit-reset')) > 1_700_000_000, 'reset is in unix seconds');
  }),
];
