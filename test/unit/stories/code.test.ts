import { describe, expect, test } from 'vitest';
import { argTypesOf, controlOf } from '../../../.storybook/arg-types.ts';
import { codeOf } from '../../../.storybook/code.ts';
import { pseudoText } from '../../../stories/pseudo-locale.ts';

describe('code to paste', () => {
  const args = {
    multiple: true,
    disabled: false,
    'max-files': 3,
    name: '',
    caption: 'a "b" <c>',
    '--imgpro-accent': 'teal',
    'slot: label': 'Photos & more',
    metadata: { album: 'x' },
  };

  test('is HTML with attributes, style, slots and, for properties, a script', () => {
    const html = codeOf('imgpro-uploader', args, 'HTML');
    expect(html).toContain('multiple');
    expect(html).not.toContain('disabled');
    expect(html).not.toContain('name=""');
    expect(html).toContain('caption="a &quot;b&quot; &lt;c>"');
    expect(html).toContain('style="--imgpro-accent: teal"');
    expect(html).toContain('<span slot="label">Photos &amp; more</span>');
    expect(html).toContain('element.metadata = {');
    expect(html).toMatch(/^<script type="module" src=/);
  });

  test('is JSX with names in camelCase', () => {
    const code = codeOf('imgpro-uploader', args, 'React');
    expect(code).toContain("import { ImgproUploader } from 'imgpro-elements/react'");
    expect(code).toContain('maxFiles="3"');
    expect(code).toContain('metadata={{');
  });

  test('is a component of Vue, with properties bound', () => {
    expect(codeOf('imgpro-uploader', args, 'Vue')).toContain(':metadata.prop="{');
  });

  test('has the rules for parts in a style sheet', () => {
    const args = { 'part: browse': 'color: red', 'part: list': '' };
    expect(codeOf('imgpro-uploader', args, 'HTML')).toContain(
      '<style>\n  imgpro-uploader::part(browse) { color: red }\n</style>',
    );
    expect(codeOf('imgpro-uploader', args, 'React')).toContain(
      '/* In the style sheet:\nimgpro-uploader::part',
    );
  });

  test('keeps an empty alt, which says something', () => {
    expect(codeOf('imgpro-image', { alt: '' }, 'HTML')).toContain('alt=""');
  });
});

describe('controls', () => {
  const words = { GalleryLayout: ['rows', 'columns', 'grid'] };
  test.each([
    ['boolean', { type: 'boolean' }, undefined],
    ['number', { type: 'number' }, undefined],
    ['string | null', { type: 'text' }, undefined],
    ["'list' | 'grid'", { type: 'select' }, ['', 'list', 'grid']],
    ['GalleryLayout', { type: 'select' }, ['', 'rows', 'columns', 'grid']],
    ["boolean | 'auto'", { type: 'select' }, ['', 'on', 'auto']],
  ])('of %s', (text, control, options) => {
    expect(controlOf({ type: { text } }, words)).toEqual({ control, ...(options && { options }) });
  });

  test('are grouped; parts have one, and properties that data can be written into', () => {
    const rows = argTypesOf(
      {
        ...{ name: 'X', tagName: 'imgpro-x', cssParts: [{ name: 'base' }] },
        attributes: [
          { name: 'max-files', fieldName: 'maxFiles', type: { text: 'number' } },
          { name: 'unheard-of' },
        ],
        members: [
          { kind: 'field', name: 'maxFiles' },
          { kind: 'field', name: 'images', type: { text: 'Image[] | null' } },
          { kind: 'field', name: 'progress', type: { text: 'number' }, readonly: true },
          { kind: 'method', name: 'clear' },
        ],
      },
      words,
    );
    expect(rows['max-files']!.table.category).toBe('Rules');
    expect(rows['unheard-of']!.table.category).toBe('Looks');
    expect(rows['part: base']!.control).toEqual({ type: 'text' });
    expect(rows['maxFiles']).toBeUndefined();
    expect(rows['images']!.control).toEqual({ type: 'object' });
    expect(rows['progress']!.control).toBe(false);
    expect(rows['Methods: clear']!.control).toBe(false);
  });
});

test('a made-up text is longer, and keeps its parameters', () => {
  expect(pseudoText('Add {count} images')).toMatch(/^⟦Ådd \{count\} ímágéš·+⟧$/);
});
