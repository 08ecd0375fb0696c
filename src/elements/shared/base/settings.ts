/** Settings of a page, as the script tag passes them on. */
export { configure } from './configuration.ts';
export { registerLocale } from '../../../locales/registry.ts';
