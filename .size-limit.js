import { filesOf, refuse } from './scripts/fetched.ts';

const SCRIPT = 'src/loader.ts';
const UPLOADER = 'src/elements/uploader/imgpro-uploader.ts';
const IMAGE = 'src/elements/image/imgpro-image.ts';
const GALLERY = 'src/elements/gallery/imgpro-gallery.ts';
/** The uploader's engine: fetched when a person comes near or the page is idle; the element is shown without it. */
const ENGINE = 'src/elements/uploader/engine.ts';

/** The files that a page by script tag fetches until the element can be used. */
const shown = (element) => filesOf([SCRIPT, element]);
/** … and with all that the element may ever want. */
const everything = (element) => filesOf([element], { later: true });

// Sources, each a file or a folder, that are no part of what is fetched at first.
refuse(shown(IMAGE), [
  'lit-html/',
  'lit-element/',
  '@uppy/',
  'photoswipe/',
  'src/tokens/',
  'src/upload/',
  'src/uppy/',
  'src/elements/shared/connection/',
  'src/elements/uploader/',
  'src/elements/gallery/',
]);
refuse(shown(GALLERY), [
  '@uppy/',
  'photoswipe/',
  'src/upload/',
  'src/uppy/',
  'src/elements/uploader/',
  'src/elements/image/',
  'src/image/attributes.ts',
  'src/locales/bytes.ts',
  'src/elements/shared/controls/',
  'src/elements/shared/pictures/',
  'src/elements/shared/lightbox/',
  'src/elements/gallery/later/',
  'src/elements/gallery/manage/',
  'src/elements/gallery/scrubber/',
  'src/elements/gallery/toolbar/',
  'src/elements/gallery/viewer/viewer.ts',
  'src/elements/gallery/viewer/late-viewer.ts',
  'src/elements/gallery/viewer/viewer-notice',
  'src/elements/gallery/input/index.ts',
  'src/elements/gallery/input/interaction.ts',
  'src/elements/gallery/input/keyboard.ts',
  'src/elements/gallery/input/long-press.ts',
  'src/elements/gallery/input/runs.ts',
  'src/elements/gallery/input/ways.ts',
  'src/elements/gallery/input/gesture.ts',
  'src/elements/gallery/input/dragging.ts',
  'src/elements/gallery/input/new-place.ts',
  'src/elements/gallery/input/placing',
  'src/elements/gallery/stage/groups.ts',
  'src/elements/gallery/stage/other-layouts.ts',
  'src/elements/gallery/stage/list-geometry.ts',
  'src/elements/gallery/stage/relayout.ts',
  'src/elements/gallery/stage/scroll-scale.ts',
  'src/elements/gallery/view/arrangements.ts',
  'src/elements/gallery/data/checked.ts',
  'src/elements/gallery/data/children.ts',
  'src/elements/gallery/data/return-place.ts',
  'src/elements/gallery/data/uploader-events.ts',
  'src/layout/columns.ts',
  'src/layout/grid.ts',
  'src/layout/neighbours.ts',
  'src/layout/hits.ts',
  'src/locales/en/groups.ts',
  'src/locales/en/input.ts',
  'src/locales/en/later.ts',
  'src/locales/en/reordering.ts',
  'src/locales/en/viewer.ts',
]);
refuse(shown(UPLOADER), [
  '@uppy/',
  'photoswipe/',
  'src/uppy/',
  'src/upload/workers/',
  'src/upload/recovery/',
  'src/elements/uploader/recovery/recovery-controller.ts',
  'src/elements/uploader/input/camera/',
  'src/api/client/',
  'src/elements/shared/connection/',
  'src/elements/image/',
  'src/elements/gallery/',
]);
refuse(filesOf([SCRIPT, UPLOADER, ENGINE]), [
  'src/elements/uploader/recovery/recovery-controller.ts',
  'src/elements/uploader/list/fields.ts',
  'src/elements/uploader/edit/',
  'src/upload/session/editing.ts',
  'src/locales/en/editor.ts',
  'src/elements/uploader/list/tiles.styles.ts',
  'src/elements/uploader/list/order/ordering.ts',
  'src/elements/uploader/list/row-geometry.ts',
  'src/elements/uploader/panel/link-form.ts',
  'src/elements/uploader/panel/rejections.ts',
  'src/elements/uploader/panel/service/service-facts.ts',
  'src/elements/uploader/input/read-many.ts',
  'src/upload/recovery/recovery.ts',
  'src/upload/session/restore.ts',
  'src/upload/state/snapshot.ts',
  'src/elements/uploader/form/put-off.ts',
]);

const asIs = { gzip: true, disablePlugins: ['@size-limit/esbuild'] };

export default [
  { name: 'script tag: imgpro.js', path: 'dist/imgpro.js', ...asIs, limit: '1 kB' },
  {
    name: 'image, shown: Lit and script included (12 KiB)',
    path: shown(IMAGE),
    ...asIs,
    limit: '12288 B',
  },
  { name: 'image, everything', path: everything(IMAGE), ...asIs, limit: '64.4 kB' },
  { name: 'gallery, shown', path: shown(GALLERY), ...asIs, limit: '30 kB' },
  { name: 'gallery, everything', path: everything(GALLERY), ...asIs, limit: '109.7 kB' },
  { name: 'uploader, shown (24 KiB)', path: shown(UPLOADER), ...asIs, limit: '24576 B' },
  {
    name: 'uploader, first use: until the first JPEG is stored',
    path: filesOf([SCRIPT, UPLOADER, ENGINE]),
    ...asIs,
    limit: '81 kB',
  },
  { name: 'uploader, everything', path: everything(UPLOADER), ...asIs, limit: '170.5 kB' },
  { name: 'imgpro.all.js, everything in one file', path: 'dist/imgpro.all.js', ...asIs, limit: '244.7 kB' },
  { name: 'the API client alone (6 KiB)', path: '.cache/size/client.js', ...asIs, limit: '6144 B' },
  {
    name: 'npm: the client, bundled by esbuild',
    path: 'dist/api.js',
    import: '{ ImgproClient }',
    gzip: true,
    limit: '6.3 kB',
  },
  { name: 'npm: imgpro-elements/api', path: 'dist/api.js', gzip: true, limit: '7.1 kB' },
  { name: 'npm: imgpro-elements/html', path: 'dist/html.js', gzip: true, limit: '4.5 kB' },
  { name: 'the worker that prepares photos', path: 'dist/workers/prepare.js', ...asIs, limit: '12 kB' },
  {
    name: 'the decoder for previews of HEIC, fetched only for one',
    path: 'dist/workers/heic.js',
    ...asIs,
    limit: '748 kB',
  },
];
