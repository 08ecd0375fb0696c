// Markup that React writes on a server. Its work in a browser is in test/e2e/react.spec.ts.
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { ImgproGallery, ImgproUploader } from '../../../src/react/index.ts';
import { GALLERY, GALLERY_EVENTS, IMAGE, UPLOADER, UPLOADER_EVENTS } from '../../../src/react/tables.ts';
import { readManifest } from '../elements/read-manifest.ts';
import { anImage } from '../image/fixtures.ts';

const images = ['a1', 'b2'].map((id) => anImage({ id, caption: `<b>${id}</b>` }));

test('an uploader is its tag with the attributes of its properties', () => {
  const told = vi.spyOn(console, 'error');
  const markup = renderToString(
    createElement(
      ImgproUploader,
      {
        name: 'photos',
        multiple: true,
        required: false,
        maxFiles: 3,
        maxFileSize: '20MB',
        recover: 'auto',
        caption: null,
        metadata: () => ({ album: '1' }),
        className: 'wide',
        onImgproComplete: () => {},
        ref: { current: null },
      },
      createElement('b', { slot: 'label' }, 'Drop'),
    ),
  );
  expect(markup).toBe(
    '<imgpro-uploader class="wide" name="photos" multiple="" max-files="3" max-file-size="20MB" recover="auto">' +
      '<b slot="label">Drop</b></imgpro-uploader>',
  );
  expect(told).not.toHaveBeenCalled();
});

test('a gallery has its first images in it, escaped', () => {
  const markup = renderToString(createElement(ImgproGallery, { images, layout: 'grid', rowHeight: 200 }));
  expect(markup).toContain('<imgpro-gallery layout="grid" row-height="200"><a href=');
  expect(markup.match(/<a href="[^"]+" data-id="(a1|b2)" data-caption="&lt;b&gt;/g)).toHaveLength(2);
  expect(markup.match(/<img loading="eager" sizes="/g)).toHaveLength(2);
});

test('… of many only a first page', () => {
  const many = Array.from({ length: 120 }, (_, at) => ({ ...images[0]!, id: `i${at}` }));
  expect(renderToString(createElement(ImgproGallery, { images: many })).match(/<img /g)).toHaveLength(50);
});

test('a page of the API says where the list goes on', () => {
  const list = {
    object: 'list' as const,
    data: images,
    pagination: { has_more: true, next_cursor: '17_4', next_url: null },
  };
  const markup = renderToString(
    createElement(ImgproGallery, { images: list, tokenEndpoint: '/imgpro/token' }),
  );
  expect(markup).toContain('<imgpro-gallery token-endpoint="/imgpro/token" next-cursor="17_4"><a ');
});

test('the tables have every attribute, property and event of the elements', () => {
  const elements = readManifest();
  const tables = {
    'imgpro-image': { properties: IMAGE, events: null },
    'imgpro-gallery': { properties: GALLERY, events: GALLERY_EVENTS },
    'imgpro-uploader': { properties: UPLOADER, events: UPLOADER_EVENTS },
  };
  for (const [tag, { properties, events }] of Object.entries(tables)) {
    const { attributes = [], events: told = [] } = elements.get(tag)!;
    const inTable = Object.entries(properties).filter(([, attribute]) => attribute !== null);
    expect(Object.fromEntries(inTable), tag).toEqual(
      Object.fromEntries(attributes.map(({ name, fieldName }) => [fieldName ?? name, name])),
    );
    if (!events) continue;
    const own = told.map(({ name }) => name).filter((name) => name.startsWith('imgpro-'));
    expect(Object.values(events).sort(), tag).toEqual(own.sort());
  }
}, 60_000);
