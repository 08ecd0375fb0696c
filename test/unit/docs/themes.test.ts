// The themes of the page Theming: custom properties that exist, and colours that can be read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { themes } from '../../../stories/docs/themes.ts';
import { root } from './snippets.ts';

const sources = [
  'shared/ui/design.ts',
  'shared/controls/controls.styles.ts',
  'uploader/uploader.styles.ts',
  'uploader/list/tiles.styles.ts',
]
  .map((file) => readFileSync(join(root, 'src/elements', file), 'utf8'))
  .join('\n');

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

test.each(themes)('$name sets properties that the uploader reads', ({ properties }) => {
  expect(Object.keys(properties).filter((name) => !sources.includes(`var(${name}`))).toEqual([]);
});

test.each(themes)('$name can be read', ({ properties: of }) => {
  const pairs = [
    ['--imgpro-on-accent', '--imgpro-accent', 4.5],
    ['--imgpro-accent', '--imgpro-surface', 4.5],
    ['--imgpro-text', '--imgpro-raised', 4.5],
    ['--imgpro-muted', '--imgpro-surface', 4.5],
    ['--imgpro-muted', '--imgpro-raised', 4.5],
    ['--imgpro-danger', '--imgpro-surface', 4.5],
    ['--imgpro-success', '--imgpro-surface', 4.5],
    ['--imgpro-warning', '--imgpro-surface', 4.5],
    ['--imgpro-line-strong', '--imgpro-surface', 3],
  ] as const;
  const weak = pairs.filter(([one, other, least]) => contrast(of[one]!, of[other]!) < least);
  expect(
    weak.map(([one, other]) => `${one} on ${other}: ${contrast(of[one]!, of[other]!).toFixed(2)}`),
  ).toEqual([]);
});

test('the theme of high contrast has that of WCAG 2.2, level AAA, and its lines are as dark', () => {
  const { properties: of } = themes.find(({ name }) => name === 'High contrast')!;
  for (const one of [
    'text',
    'muted',
    'accent',
    'danger',
    'success',
    'warning',
    'line',
    'line-strong',
  ] as const)
    expect([one, contrast(of[`--imgpro-${one}`]!, of['--imgpro-raised']!) >= 7]).toEqual([one, true]);
});
