import { expect, test } from 'vitest';
import { ImgproError } from '../../../src/api/index.ts';
import { codeOfState, imageState } from '../../../src/image/core/state.ts';
import { anImage } from './fixtures.ts';

test.each([
  ['ready', {}],
  ['processing', { status: 'processing' as const }],
  ['failed', { status: 'failed' as const }],
  ['blocked', { blocked: true }],
  ['blocked', { blocked: true, status: 'failed' as const, nsfw: true }],
  ['ready', { expires_at: '2024-01-01T00:00:00Z' }],
  ['processing', { expires_at: '2024-01-01T00:00:00Z', status: 'processing' as const }],
  ['nsfw', { nsfw: true }],
])('%s: %o', (state, changes) => {
  expect(imageState(anImage(changes))).toBe(state);
});

test('a flagged image is ready when it may be shown', () => {
  expect(imageState(anImage({ nsfw: true }), { nsfw: 'show' })).toBe('ready');
  expect(imageState(anImage({ nsfw: true }), { revealed: true })).toBe('ready');
  expect(imageState(anImage({ nsfw: true }), { nsfw: 'hide' })).toBe('nsfw');
});

test.each([
  ['blocked', 'media_blocked', 403],
  ['failed', 'media_failed', 422],
  ['missing', 'not_found', 404],
  ['missing', 'gone', 410],
  ['error', 'network_error', 0],
  ['error', 'rate_limited', 429],
  ['error', 'unauthorized', 401],
])('%s: the error %s', (state, code, status) => {
  expect(imageState(new ImgproError('no', { code, status }))).toBe(state);
});

test('each state without a picture has its code', () => {
  expect(
    ['failed', 'blocked', 'missing', 'error', 'ready'].map((state) => codeOfState(state as 'ready')),
  ).toEqual(['media_failed', 'media_blocked', 'not_found', 'load_failed', null]);
});
