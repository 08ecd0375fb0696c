import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** How often the uploader's code was asked for, and whether it can be had. */
const code = { asked: 0, reached: false };
const uploader = () => {
  code.asked += 1;
  if (!code.reached) throw new TypeError('Failed to fetch dynamically imported module');
  return { ImgproUploader: class {} };
};
const registered = new Set<string>();

const element = '../../src/elements/uploader/imgpro-uploader.ts';
const settings = '../../src/elements/shared/base/settings.ts';

/** The settings that the elements' code was told of, and those it knew when a tag was registered. */
let configured: unknown[] = [];
let atDefinition: unknown[] = [];
const configure = (configuration: unknown) => configured.push(configuration);

/** A page as far as the loader looks at it. */
class FakePage extends EventTarget {
  readonly documentElement = { lang: '' };
  tags: string[] = [];
  mutate = (): void => {};
  querySelector = (selector: string) => this.tags.find((tag) => tag === selector) ?? null;
  scripts = [];
  readonly #element = (tag: string) => ({ closest: (selector: string) => (selector === tag ? {} : null) });
  comesNear(type: string, tag: string): void {
    const event = new Event(type);
    Object.defineProperty(event, 'target', { value: this.#element(tag) });
    window_.dispatchEvent(event);
  }
}

let page: FakePage;
let reported: unknown[];
let isObserved = false;
let window_: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.doMock(element, uploader);
  vi.doMock(settings, () => ({ configure, registerLocale: () => {} }));
  Object.assign(code, { asked: 0, reached: false });
  registered.clear();
  configured = [];
  page = new FakePage();
  reported = [];
  window_ = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', window_);
  vi.stubGlobal('addEventListener', window_.addEventListener.bind(window_));
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  vi.stubGlobal('customElements', {
    get: (tag: string) => registered.has(tag) || undefined,
    define: (tag: string) => {
      atDefinition = [...configured];
      registered.add(tag);
    },
  });
  vi.stubGlobal(
    'MutationObserver',
    class {
      constructor(callback: () => void) {
        page.mutate = () => isObserved && callback();
      }
      observe = () => (isObserved = true);
      disconnect = () => (isObserved = false);
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const file of [element, settings]) vi.doUnmock(file);
});

async function started() {
  const module = await import('../../src/page.ts');
  page.tags = ['imgpro-uploader'];
  module.start('https://site.test/imgpro.js');
  await vi.waitFor(() => expect(reported).toHaveLength(1));
  return module;
}

/** All imports that were begun have ended. */
const settle = () => vi.dynamicImportSettled();

test('code that fails is not asked for at every change of the page, and told of once', async () => {
  await started();
  for (let change = 0; change < 50; change += 1) {
    page.mutate();
    await settle();
  }
  expect([code.asked, reported.length]).toEqual([1, 1]);
});

test('it is asked for once more after a pause', async () => {
  await started();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  await settle();
  page.mutate();
  await settle();
  expect([code.asked, reported.length]).toEqual([2, 1]);
});

test.each([
  ['the connection is back', () => window_.dispatchEvent(new Event('online'))],
  ['a person points at it', () => page.comesNear('pointerover', 'imgpro-uploader')],
  ['a person focuses it', () => page.comesNear('focusin', 'imgpro-uploader')],
])('and when %s, until it is there', async (_, come) => {
  await started();
  code.reached = true;
  come();
  await vi.waitFor(() => expect(registered.has('imgpro-uploader')).toBe(true));
  come();
  await settle();
  expect(code.asked).toBe(2);
});

test('a person who is elsewhere is no reason', async () => {
  await started();
  page.comesNear('pointerover', 'main');
  await settle();
  expect(code.asked).toBe(1);
});

test('what a page asked for itself is told to it alone, and hoped for likewise', async () => {
  const { load, start } = await import('../../src/page.ts');
  start('https://site.test/imgpro.js');
  await expect(load('imgpro-uploader')).rejects.toThrow();
  expect(reported).toEqual([]);
  code.reached = true;
  window_.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(registered.has('imgpro-uploader')).toBe(true));
});

test('settings made before any code is there are known when the first tag is registered', async () => {
  code.reached = true;
  const { configure, load, start } = await import('../../src/page.ts');
  start('https://site.test/imgpro.js');
  configure({ apiUrl: 'https://api.test/' });
  expect(configured).toEqual([]);
  await load('imgpro-uploader');
  expect(atDefinition).toEqual([{}, { apiUrl: 'https://api.test/' }]);
});
