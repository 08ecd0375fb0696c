import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { putOff } from '../../../src/elements/uploader/form/put-off.ts';
import { FormBridge } from '../../../src/elements/uploader/form/report-value.ts';

const COUNT = 1000;
/** Between two images (ms): they come as fast as over a good line. */
const APART = 20;

const none = {
  ...{ total: 0, queued: 0, waiting: 0, lacking: 0, sending: 0, processing: 0 },
  ...{ ready: 0, failed: 0, paused: 0, recovered: 0 },
};

/** A form with one uploader, as far as its value goes: what the browser does with it is counted. */
function formWithUploader() {
  const form = new EventTarget();
  let told: string[] = [];
  const copies: number[] = [];
  const setFormValue = (data: FormData | null) => {
    told = (data?.getAll('photos') ?? []) as string[];
    copies.push(told.length);
  };
  const bridge = new FormBridge({ form, setFormValue, setValidity: () => {} } as never);
  const ids: string[] = [];
  const texts = { t: (key: string) => key } as never;
  return {
    copies,
    store(id: string) {
      ids.push(id);
      const images = { ids: [...ids], size: ids.length, version: ids.length };
      const state = { name: 'photos', required: true, minFiles: undefined, checking: 0, putOff };
      bridge.update({ ...state, images, counts: none }, texts);
    },
    /** The entries that the form sends now. */
    submit(): string[] {
      const formData = new FormData();
      for (const id of told) formData.append('photos', id);
      form.dispatchEvent(Object.assign(new Event('formdata'), { formData }));
      return formData.getAll('photos') as string[];
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('of 1,000 images that come one by one, the form value is copied once a second, and all are in it at the end', () => {
  const { copies, store, submit } = formWithUploader();
  for (let at = 0; at < COUNT; at += 1) {
    store(`image-${at}`);
    vi.advanceTimersByTime(APART);
  }
  vi.advanceTimersByTime(1000);
  // Each of the first hundred at once, then one a second; at each image they would be 1,000, of half a million entries.
  expect(copies.length).toBeLessThanOrEqual(100 + (COUNT * APART) / 1000 + 1);
  expect(copies.reduce((sum, each) => sum + each, 0)).toBeLessThan(20_000);
  expect(copies.at(-1)).toBe(COUNT);
  expect(submit()).toHaveLength(COUNT);
});

test('a form that is sent between two of these copies has every image that is stored by then', () => {
  const { store, submit } = formWithUploader();
  const ids: string[] = [];
  for (let at = 0; at < 300; at += 1) {
    store(`image-${at}`);
    ids.push(`image-${at}`);
    if (at % 7 === 0) expect(submit()).toEqual(ids);
    vi.advanceTimersByTime(APART);
  }
});
