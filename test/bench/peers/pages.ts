/** The uploaders that are compared: how each is bundled, as a site would, and the page that shows it. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { API_URL, buildScript } from '../uploader-site.ts';
import { installPeers, PEERS, versionOf } from './install.ts';

export type Uploader = 'ours' | 'uppy' | 'uploadcare' | 'filepond4' | 'filepond5' | 'vaadin' | 'dropzone';

interface About {
  name: string;
  package: string;
  /** The control that opens the file chooser, in the document or in a shadow tree. */
  control: string;
}

export const uploaders: Record<Uploader, About> = {
  ours: { name: 'imgpro-uploader', package: '', control: '[part~="browse"]' },
  uppy: { name: 'Uppy Dashboard', package: '@uppy/dashboard', control: '.uppy-Dashboard-browse' },
  uploadcare: { name: 'Uploadcare', package: '@uploadcare/file-uploader', control: 'uc-source-btn button' },
  filepond4: { name: 'FilePond 4', package: 'filepond', control: '.filepond--label-action' },
  filepond5: { name: 'FilePond 5 beta', package: 'filepond-5', control: '[data-browse]' },
  vaadin: { name: 'Vaadin Upload', package: '@vaadin/upload', control: '[slot="add-button"]' },
  dropzone: { name: 'Dropzone', package: 'dropzone', control: '.dz-button' },
};

/** All of them, ours first. */
export const everyone = Object.keys(uploaders) as Uploader[];

export const versionIn = (uploader: Uploader): string =>
  uploader === 'ours' ? 'this tree' : (versionOf(uploaders[uploader].package) ?? '');

/** Bundles each into a folder of its name: an entry file, what it fetches later, and a style sheet. */
export async function bundleAll(folder: string, wanted: readonly Uploader[] = everyone): Promise<void> {
  installPeers();
  for (const uploader of wanted) {
    const outdir = join(folder, uploader);
    if (uploader === 'ours') await buildScript(outdir);
    else {
      rmSync(outdir, { recursive: true, force: true });
      await bundle({
        entryPoints: { peer: join(PEERS, 'setups', `${uploader}.js`) },
        ...{ bundle: true, format: 'esm', splitting: true, minify: true, logLevel: 'error' },
        ...{ target: 'es2022', outdir },
        define: { 'process.env.NODE_ENV': '"production"' },
      });
    }
  }
}

export interface PageSettings {
  /** Nothing is sent until a person says so. */
  manual?: boolean;
  /** Files of an earlier page are kept, where the uploader can do that. */
  recover?: boolean;
  /** What a person may write about a photo, where the uploader can ask for it. */
  fields?: boolean;
  theme?: 'light' | 'dark';
  dir?: 'ltr' | 'rtl';
  lang?: string;
  /** Uploads at a time. */
  limit?: number;
}

/** The page of one uploader: the same for all, with the uploader in its middle. `folder`: where they are bundled. */
export function pageOf(folder: string, uploader: Uploader, settings: PageSettings = {}): string {
  const { limit = 4, theme = 'light', dir = 'ltr', lang = 'en', manual, recover, fields } = settings;
  const own = uploader === 'ours';
  const attributes = [
    `id="ours" multiple concurrency="${limit}" max-file-size="100MB" api-url="${API_URL}"`,
    manual && 'manual',
    recover && 'recover',
    fields && 'fields="caption alt_text"',
  ];
  return (
    `<!doctype html><html lang="${lang}" dir="${dir}" style="color-scheme: ${theme}"><head><title>Upload</title>` +
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">' +
    `<script>settings = ${JSON.stringify({ limit, theme, manual, recover, fields })};
      counts = { listed: 0, stored: 0, failed: 0 };
      told = (what, by = 1) => { counts[what] += by; if (what !== 'listed') dispatchEvent(new CustomEvent('told', { detail: what })); };
      ${own ? ours : ''}</script>` +
    (own
      ? '<script type="module" src="/ours/imgpro.js"></script>'
      : (existsSync(join(folder, uploader, 'peer.css'))
          ? `<link rel="stylesheet" href="/${uploader}/peer.css">`
          : '') + `<script type="module" src="/${uploader}/peer.js"></script>`) +
    '<style>body { font-family: sans-serif; margin: 1rem } h1 { font-size: 1.2rem }</style></head>' +
    '<body><h1>Upload</h1><main id="peer">' +
    (own ? `<imgpro-uploader ${attributes.filter(Boolean).join(' ')}></imgpro-uploader>` : '') +
    '</main></body></html>'
  );
}

/** What the other uploaders' set-ups say about themselves, of ours. */
const ours = `
  const files = () => document.querySelector('imgpro-uploader').files ?? [];
  document.addEventListener('imgpro-files-added', ({ detail }) => told('listed', detail.files.length));
  document.addEventListener('imgpro-upload-success', () => told('stored'));
  document.addEventListener('imgpro-upload-error', () => told('failed'));
  peer = {
    states: () => files().map(({ status }) =>
      ({ ready: 'stored', processing: 'stored', failed: 'failed' })[status] ?? 'busy'),
  };`;
