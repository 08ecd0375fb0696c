import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../src/api/index.ts';
import { stateOf, type Facts } from '../../../src/elements/image/view.ts';
import { anImage } from './fixtures.ts';

const facts = (changes: Partial<Facts> = {}): Facts => ({
  image: anImage(),
  error: null,
  pixels: 'loading',
  there: false,
  pending: false,
  nsfw: 'blur',
  revealed: false,
  ...changes,
});
const error = new ImgproError('no', { code: 'not_found', status: 404 });

describe('a picture that the element makes', () => {
  test.each<[string, Partial<Facts>]>([
    ['loading', { image: null, pixels: 'none', pending: true }],
    ['loading', { image: null, pixels: 'none' }],
    ['loading', {}],
    ['ready', { pixels: 'loaded' }],
    ['error', { pixels: 'failed' }],
    ['loading', { pixels: 'failed', pending: true }],
    ['processing', { image: anImage({ status: 'processing' }), pixels: 'none', pending: true }],
    ['missing', { image: null, pixels: 'none', error }],
    ['missing', { error }],
    ['nsfw', { image: anImage({ nsfw: true }), pixels: 'loaded' }],
    ['ready', { image: anImage({ nsfw: true }), pixels: 'loaded', revealed: true }],
    ['blocked', { image: anImage({ blocked: true }), pixels: 'loaded' }],
  ])('%s: %o', (state, changes) => {
    expect(stateOf(facts(changes))).toBe(state);
  });
});

describe('a picture that was there speaks louder than what is said about it', () => {
  test.each<[string, Partial<Facts>]>([
    ['ready', { image: null, pixels: 'loaded' }],
    ['ready', { image: null, pixels: 'loaded', error }],
    ['ready', { image: anImage({ status: 'processing' }), pixels: 'loaded' }],
    ['loading', { image: null, error }],
    ['missing', { image: null, pixels: 'failed', error }],
    ['processing', { image: anImage({ status: 'processing' }), pixels: 'failed', pending: true }],
    ['error', { image: null, pixels: 'failed' }],
    ['blocked', { image: anImage({ blocked: true }), pixels: 'loaded' }],
    ['nsfw', { image: anImage({ nsfw: true }), pixels: 'loaded' }],
  ])('%s: %o', (state, changes) => {
    expect(stateOf(facts({ there: true, ...changes }))).toBe(state);
  });
});
