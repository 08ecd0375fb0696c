import assert from 'node:assert/strict';
import { DeleteResult, UpdateResult } from '../schemas/objects.ts';
import { created, needing, ok, refused, shaped, type Check } from './expect.ts';

/** Checks that need more than one key: abilities, quota, and whose image is whose. */
export const KEY_CHECKS: Check[] = [
  needing('key', 'read')('Keys', 'a read key reads, and may do nothing else', async (probe) => {
    const key = probe.keys.read ?? null;
    const { id } = created(await probe.upload());
    ok(await probe.call('GET', '/images?limit=1', { key }));
    ok(await probe.call('GET', '/usage', { key }));
    ok(await probe.call('GET', `/images/${id}`, { key }));
    refused(await probe.upload({}, { key }), 403, 'forbidden');
    refused(await probe.call('PATCH', `/images/${id}`, { key, json: { caption: 'x' } }), 403, 'forbidden');
    refused(await probe.call('DELETE', `/images/${id}`, { key }), 403, 'forbidden');
    for (const method of ['PATCH', 'DELETE'])
      refused(await probe.call(method, '/images/batch', { key, json: { ids: [id] } }), 403, 'forbidden');
    assert.equal(ok(await probe.call('GET', `/images/${id}`))['caption'], null);
  }),
  needing('read')('Keys', 'a missing ability is told before the body is looked at', async (probe) => {
    const key = probe.keys.read ?? null;
    refused(await probe.call('POST', '/images', { key, json: {} }), 403, 'forbidden');
    refused(await probe.call('PATCH', '/images/batch', { key, json: { ids: 'none' } }), 403, 'forbidden');
    refused(await probe.call('PATCH', '/images/zzzzzzzz', { key, json: { nsfw: true } }), 403, 'forbidden');
  }),
  needing('write')('Keys', 'a write key writes, and may not read', async (probe) => {
    const key = probe.keys.write ?? null;
    const { id } = created(await probe.upload({}, { key }));
    assert.equal(
      ok(await probe.call('PATCH', `/images/${id}`, { key, json: { caption: 'x' } }))['caption'],
      'x',
    );
    refused(await probe.call('POST', '/images', { key, json: {} }), 422, 'validation_error', 'url');
    for (const path of ['/images', '/usage', `/images/${id}`])
      refused(await probe.call('GET', path, { key }), 403, 'forbidden');
  }),
  needing('key', 'write')(
    'Idempotency',
    'an idempotency key belongs to the API key that sent it',
    async (probe) => {
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      const mine = created(await probe.upload({ caption: 'one' }, { headers }));
      const theirs = created(
        await probe.upload({ caption: 'two' }, { headers, key: probe.keys.write ?? null }),
      );
      assert.notEqual(mine['id'], theirs['id']);
    },
  ),
  needing('full')('Errors', 'a full account is told so, and how to go on', async (probe) => {
    const key = probe.keys.full ?? null;
    const reply = await probe.upload({}, { key });
    const error = refused(reply, 403, 'quota_exceeded');
    assert.equal(error['type'], 'quota_error');
    assert.equal(error['action']?.type, 'upgrade');
    assert.match(error['action']?.url ?? '', /^https?:\/\//);
    assert.equal(typeof error['usage']?.plan, 'string');
    assert.ok(error['usage']?.uploads_used >= error['usage']?.uploads_limit, 'usage shows what is used up');
    assert.equal(reply.headers.get('x-monthly-uploads-remaining'), '0');
    assert.equal(reply.headers.get('x-monthly-uploads-limit'), String(error['usage']?.uploads_limit));
    assert.equal(reply.headers.get('retry-after'), null);
    const usage = ok(await probe.call('GET', '/usage', { key }));
    assert.equal(usage['monthly'].uploads_remaining, 0);
  }),
  needing('app')('Keys', 'an app names its user, whose images no other user sees', async (probe) => {
    const key = probe.keys.app ?? null;
    const as = (user: string) => ({ key, headers: { 'X-Img-User': user } });
    const [anna, bob] = [as(`verify-${crypto.randomUUID()}`), as(`verify-${crypto.randomUUID()}`)];
    refused(await probe.call('GET', '/images', { key }), 422, 'validation_error', 'X-Img-User');
    const { id } = created(await probe.upload({ caption: 'hers' }, anna));
    assert.equal(ok(await probe.call('GET', `/images/${id}`, anna))['caption'], 'hers');
    refused(await probe.call('GET', `/images/${id}`, bob), 404, 'not_found');
    refused(await probe.call('PATCH', `/images/${id}`, { ...bob, json: { caption: 'x' } }), 404, 'not_found');
    refused(await probe.call('DELETE', `/images/${id}`, bob), 404, 'not_found');
    assert.deepEqual(ok(await probe.call('GET', `/images?ids=${id}`, bob))['data'], []);
    ok(await probe.call('DELETE', '/images/batch', { ...bob, json: { ids: [id] } }));
    assert.deepEqual(ok(await probe.call('GET', '/images', anna))['data'].length, 1);
  }),
  needing('key', 'other')(
    'Addresses',
    'another account reads what is public, and changes nothing',
    async (probe) => {
      const key = probe.keys.other ?? null;
      const { id } = created(await probe.upload({ caption: 'mine' }));
      assert.equal(ok(await probe.call('GET', `/images/${id}`, { key }))['id'], id);
      refused(await probe.call('PATCH', `/images/${id}`, { key, json: { caption: 'x' } }), 404, 'not_found');
      refused(await probe.call('DELETE', `/images/${id}`, { key }), 404, 'not_found');
      const patched = shaped(
        UpdateResult,
        ok(await probe.call('PATCH', '/images/batch', { key, json: { ids: [id], caption: 'x' } }), 207),
      );
      assert.deepEqual([patched['data'].length, patched['errors'][0].error.code], [0, 'not_found']);
      // Reported as gone, and not deleted (demo/mock/README.md, Batches).
      const gone = shaped(
        DeleteResult,
        ok(await probe.call('DELETE', '/images/batch', { key, json: { ids: [id] } })),
      );
      assert.equal(gone['data'][0].id, id);
      assert.equal(ok(await probe.call('GET', `/images/${id}`))['caption'], 'mine');
      assert.deepEqual(ok(await probe.call('GET', `/images?ids=${id}`, { key }))['data'], []);
      ok(await probe.call('PATCH', `/images/${id}`, { json: { public: false } }));
      const { status } = await probe.call('GET', `/images/${id}`, { key });
      assert.ok([403, 404].includes(status), `a private image: expected 403 or 404, got ${status}`);
    },
  ),
];
