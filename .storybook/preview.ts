import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/define.ts';
import { configure, registerLocale } from '../src/index.ts';
import ar from '../src/locales/ar.ts';
import de from '../src/locales/de.ts';
import { attributeControls } from './controls.ts';
import { startMock, tokenEndpoint } from '../stories/mock.ts';

setCustomElementsManifest(manifest);
registerLocale(de);
registerLocale(ar);

const preview: Preview = {
  argTypesEnhancers: [attributeControls],
  parameters: {
    layout: 'padded',
    controls: { expanded: true, sort: 'requiredFirst' },
    options: { storySort: { order: ['Uploader', 'Image', 'Gallery'] } },
    a11y: { test: 'error' },
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    lang: {
      description: 'Language and direction',
      toolbar: { title: 'Language', icon: 'globe', items: ['en', 'de', 'ar'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', lang: 'en' },
  loaders: [
    async () => {
      await startMock();
      configure({ tokenEndpoint: tokenEndpoint() });
    },
  ],
  decorators: [
    (story, { globals }) => {
      const { documentElement: page, body } = document;
      page.style.setProperty('color-scheme', String(globals['theme']));
      body.style.setProperty('background', globals['theme'] === 'dark' ? '#0f1116' : '#ffffff');
      body.style.setProperty('font-family', 'system-ui, sans-serif');
      page.lang = String(globals['lang']);
      page.dir = globals['lang'] === 'ar' ? 'rtl' : 'ltr';
      return story();
    },
  ],
};

export default preview;
