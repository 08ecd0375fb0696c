/// <reference types="vite/client" />
import type { Preview } from '@storybook/web-components-vite';
import { action } from 'storybook/actions';
import { addons } from 'storybook/preview-api';
import { expect, waitFor } from 'storybook/test';
import { themes } from 'storybook/theming';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/define.ts';
import { elementsOf } from '../scripts/editor-data.ts';
import type { Manifest } from '../scripts/manifest.ts';
import { currentLightbox } from '../src/elements/shared/lightbox/lightbox.ts';
import { configure, registerLocale, type Locale } from '../src/index.ts';
import en from '../src/locales/en.ts';
import { languages } from '../src/locales/languages.ts';
import { PATIENCE, told } from '../stories/drive.ts';
import { pretend } from '../stories/media.ts';
import {
  advance,
  expireToken,
  faults,
  resetMock,
  setOffline,
  setSpeed,
  startMock,
  tokenEndpoint,
} from '../stories/mock.ts';
import { pseudoLocale } from '../stories/pseudo-locale.ts';
import { once } from '../stories/render.ts';
import { hearAgain, listenForWarnings } from '../stories/warnings.ts';
import { argTypesOf } from './arg-types.ts';
import { codeOf } from './code.ts';
import { DEED, type Deed } from './deeds.ts';

/** The words that the sources' type names stand for; see `vite.config.ts`. */
declare const __TYPE_WORDS__: Record<string, string[]>;

const elements = new Map(elementsOf(manifest as Manifest).map((element) => [element.tagName, element]));
registerLocale(pseudoLocale(en));
/** Files of the languages, by path; fetched when the toolbar asks for one. */
const locales = import.meta.glob<{ default: Locale }>(['../src/locales/*.ts']);
configure({ tokenEndpoint: tokenEndpoint() });

// The page of a text is a landmark; Storybook leaves it a plain box.
document.querySelector('#storybook-docs')?.setAttribute('role', 'main');

// Whoever drives a story from outside learns here how its `play` ended.
const channel = addons.getChannel();
channel.on('playFunctionThrewException', ({ message }: { message: string }) => {
  document.body.dataset['story'] = message;
});
channel.on('storyFinished', ({ status }: { status: string }) => (document.body.dataset['story'] ??= status));

/** The buttons of the panel "Mock"; see `manager.ts`. */
const deeds: Record<Deed, () => Promise<unknown>> = {
  fail: () => faults({ match: 'POST /v1/images', times: 1, status: 503 }),
  lose: () => faults({ match: 'POST /v1/images', times: 1, drop: 'after' }),
  slow: () => Promise.all([setSpeed(20_000), faults({ match: 'GET /v1/*', delay_ms: 3000 })]),
  offline: () => setOffline(true),
  online: () => setOffline(false),
  expire: expireToken,
  advance: () => advance('31d'),
  reset: () => resetMock(),
};
channel.on(DEED, (deed: Deed) => void deeds[deed]());

// An author's mistake is told in the panel of actions too; a control that is turned to it again tells it again.
listenForWarnings(action('console.warn'));
channel.on('updateStoryArgs', hearAgain);

const heard = new WeakSet<HTMLElement>();

/** Shows every event of the elements in the panel of actions. */
function listen(canvas: HTMLElement): void {
  if (heard.has(canvas)) return;
  heard.add(canvas);
  const names = [...elements.values()].flatMap(({ events = [] }) => events.map(({ name }) => name));
  for (const name of new Set(names)) {
    const report = action(name);
    canvas.addEventListener(name, (event) => {
      if (elements.has((event.target as Element).localName))
        report(plain((event as CustomEvent).detail ?? null));
    });
  }
}

/** So many of a list are shown in the panel of actions: ten thousand images would hold up the page. */
const MOST = 20;

/** A detail as it can be shown: files and blobs by their name, size and type. */
function plain(value: unknown, depth = 0): unknown {
  if (value instanceof Blob)
    return `${value instanceof File ? value.name : 'blob'} (${value.type}, ${value.size} bytes)`;
  if (value instanceof Error) return { ...value, message: value.message };
  if (Array.isArray(value)) {
    const first = value.slice(0, MOST).map((item) => plain(item, depth + 1));
    return value.length > MOST ? [...first, `and ${value.length - MOST} more`] : first;
  }
  if (typeof value !== 'object' || value === null || depth > 4) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
}

/** An open viewer would lie over the next story, and take its entry in the history back while that one is shown. */
async function closeViewer(): Promise<void> {
  const viewer = currentLightbox();
  if (!viewer) return;
  const back = told(window, 'popstate');
  viewer.close();
  await waitFor(() => expect(document.querySelector('.pswp')).toBeNull(), PATIENCE);
  // One that an address has opened has made no entry.
  await Promise.race([back, new Promise((resolve) => setTimeout(resolve, 500))]);
}

const preview: Preview = {
  beforeEach: () => closeViewer,
  argTypesEnhancers: [
    ({ component, argTypes }) => {
      const element = elements.get(String(component));
      return element
        ? { ...argTypes, ...(argTypesOf(element, __TYPE_WORDS__) as typeof argTypes) }
        : argTypes;
    },
  ],
  parameters: {
    layout: 'padded',
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Docs',
          [
            'Getting started',
            'Bundlers and frameworks',
            'Tokens and the backend',
            'Forms',
            'Theming',
            'Accessibility',
            'Languages',
            'Never lost, never doubled',
            'Preparing photos',
            'The image',
            'The gallery',
            'Uppy',
            'The mock',
            'Troubleshooting',
            'Migration',
          ],
          'Recipes',
          [
            'Overview',
            'The token backend',
            'Plain HTML',
            'Express and Hono',
            'Next.js and React',
            'Astro',
            'Vue and Nuxt',
            'SvelteKit',
          ],
          'API',
          ['imgpro-uploader', 'imgpro-image', 'imgpro-gallery'],
          'Uploader',
          'Image',
          'Gallery',
        ],
      },
    },
    a11y: { test: 'error' },
    docs: {
      // As the manager around it: the system's colours.
      theme: themes.normal,
      source: {
        // Storybook's own reading of a story's HTML takes its element out of the page.
        type: 'code',
        transform: (
          code: string,
          { component, args }: { component?: unknown; args: Record<string, unknown> },
        ) => (typeof component === 'string' ? codeOf(component, args, 'HTML') : code),
      },
    },
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    lang: {
      description: 'Language; en-XA is made up, to see texts that are cut off',
      toolbar: { title: 'Language', icon: 'globe', items: ['en', ...languages, 'en-XA'], dynamicTitle: true },
    },
    dir: {
      description: 'Direction of the page',
      toolbar: {
        ...{ title: 'Direction', icon: 'transfer', dynamicTitle: true },
        items: [
          { value: 'auto', title: 'Direction of the language' },
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
    motion: {
      description: 'Motion',
      toolbar: {
        ...{ title: 'Motion', icon: 'play', dynamicTitle: true },
        items: [
          { value: 'full', title: 'Motion' },
          { value: 'reduced', title: 'Reduced motion' },
        ],
      },
    },
    colours: {
      description: 'The rules for forced colours; the system’s own colours come only with the system',
      toolbar: {
        ...{ title: 'Colours', icon: 'contrast', dynamicTitle: true },
        items: [
          { value: 'own', title: 'Own colours' },
          { value: 'forced', title: 'Forced colours' },
        ],
      },
    },
  },
  initialGlobals: { theme: 'light', lang: 'en', dir: 'auto', motion: 'full', colours: 'own' },
  loaders: [
    // Each story begins with a mock at its start: no fault, its own time, its own pictures.
    once(async () => {
      delete document.body.dataset['story'];
      hearAgain();
      await startMock();
      await resetMock();
      return {};
    }),
    async ({ globals }) => {
      const lang = String(globals['lang']);
      if (languages.includes(lang)) registerLocale((await locales[`../src/locales/${lang}.ts`]!()).default);
      return {};
    },
  ],
  decorators: [
    (story, { globals, canvasElement }) => {
      const { documentElement: page, body } = document;
      page.style.setProperty('color-scheme', String(globals['theme']));
      body.style.setProperty('background', globals['theme'] === 'dark' ? '#0f1116' : '#ffffff');
      body.style.setProperty('font-family', 'system-ui, sans-serif');
      page.lang = String(globals['lang']);
      page.dir =
        globals['dir'] !== 'auto' ? String(globals['dir']) : /^(ar|fa|he)/.test(page.lang) ? 'rtl' : 'ltr';
      pretend({ motion: globals['motion'] === 'reduced', colours: globals['colours'] === 'forced' });
      listen(canvasElement);
      return story();
    },
  ],
};

export default preview;
