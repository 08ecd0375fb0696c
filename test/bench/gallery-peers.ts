/**
 * Other ways to show very many images on a page. Each is a script that sets `window.show`, which takes the images and shows
 * them all in a box of the page. Libraries are no dependencies of the repository: they are in the package `peers`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { installPeers, PEERS } from './peers/install.ts';

export type Peer = 'plain' | 'contained' | 'virtualizer' | 'tanstack' | 'album';

/** Sizes of a tile: height of a row, or width of a column or square; and the space between. */
const TILE = 240;
const GAP = 8;

/** A justified flow by CSS alone: tiles as wide as their shape asks for, stretched to fill their line. */
const plain = (tileStyle: string) => `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.flow { display: flex; flex-wrap: wrap; gap: ${GAP}px } .flow a { block-size: ${TILE}px; ${tileStyle} } .flow img { inline-size: 100%; block-size: 100%; object-fit: cover }');
  document.adoptedStyleSheets.push(sheet);
  window.show = (images, box) => {
    box.className = 'flow';
    box.append(...images.map(({ page_url, caption, sizes, width, height }) => {
      const link = document.createElement('a');
      const picture = document.createElement('img');
      link.href = page_url;
      link.style.flex = width / height + ' 0 ' + ${TILE} * width / height + 'px';
      Object.assign(picture, { loading: 'lazy', decoding: 'async', alt: caption, src: sizes.small.url });
      link.append(picture);
      return link;
    }));
  };`;

const scripts: Record<Peer, string> = {
  plain: plain(''),
  contained: plain(`content-visibility: auto; contain-intrinsic-size: auto ${TILE}px`),

  virtualizer: `
    import { html, render } from 'lit';
    import '@lit-labs/virtualizer';
    import { grid } from '@lit-labs/virtualizer/layouts/grid.js';
    const layout = grid({ itemSize: { width: '${TILE}px', height: '${TILE}px' }, gap: '${GAP}px' });
    const tile = ({ page_url, caption, sizes }) => html\`<a href=\${page_url} style="inline-size: ${TILE}px; block-size: ${TILE}px">
      <img style="inline-size: 100%; block-size: 100%; object-fit: cover" decoding="async" alt=\${caption} src=\${sizes.small.url}></a>\`;
    window.show = (images, box) =>
      render(html\`<lit-virtualizer .items=\${images} .layout=\${layout} .renderItem=\${tile}></lit-virtualizer>\`, box);`,

  tanstack: `
    import { createElement, useEffect, useMemo, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { useWindowVirtualizer } from '@tanstack/react-virtual';
    const columnsOf = (width) => Math.max(1, Math.round(width / ${TILE}));
    function Masonry({ images }) {
      const [width, setWidth] = useState(innerWidth);
      const lanes = columnsOf(width);
      const column = (width - (lanes - 1) * ${GAP}) / lanes;
      useEffect(() => {
        const resized = () => setWidth(innerWidth);
        addEventListener('resize', resized);
        return () => removeEventListener('resize', resized);
      }, []);
      const virtualizer = useWindowVirtualizer({
        count: images.length, lanes, gap: ${GAP}, overscan: 20,
        estimateSize: (at) => (column * images[at].height) / images[at].width,
      });
      useEffect(() => virtualizer.measure(), [column]);
      return createElement('div', { style: { position: 'relative', height: virtualizer.getTotalSize() } },
        virtualizer.getVirtualItems().map(({ index, key, lane, start, size }) =>
          createElement('a', { key, href: images[index].page_url, style: {
            position: 'absolute', insetInlineStart: lane * (column + ${GAP}), inlineSize: column, blockSize: size,
            insetBlockStart: 0, transform: 'translateY(' + start + 'px)' } },
            createElement('img', { style: { inlineSize: '100%', blockSize: '100%', objectFit: 'cover' }, decoding: 'async',
              alt: images[index].caption, src: images[index].sizes.small.url }))));
    }
    window.show = (images, box) => createRoot(box).render(createElement(Masonry, { images }));`,

  album: `
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    import { RowsPhotoAlbum } from 'react-photo-album';
    import 'react-photo-album/rows.css';
    window.show = (images, box) => {
      const photos = images.map(({ id, caption, page_url, sizes, width, height }) =>
        ({ key: id, alt: caption, href: page_url, src: sizes.small.url, width, height }));
      createRoot(box).render(createElement(RowsPhotoAlbum, { photos, targetRowHeight: ${TILE}, spacing: ${GAP} }));
    };`,
};

/** Whether a way needs a package of the registry. */
const isLibrary = (peer: Peer) => peer !== 'plain' && peer !== 'contained';

/** Bundles these ways into `<folder>/<name>.js` and `.css`. Libraries that are missing or of another version are installed. */
export async function bundlePeers(folder: string, peers: readonly Peer[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (peers.some(isLibrary)) installPeers();
  for (const peer of peers)
    await bundle({
      stdin: { contents: scripts[peer], resolveDir: PEERS },
      ...{ bundle: true, format: 'esm', minify: true, logLevel: 'warning' },
      ...{ target: 'es2022', outfile: join(folder, `${peer}.js`) },
      define: { 'process.env.NODE_ENV': '"production"' },
    });
}
