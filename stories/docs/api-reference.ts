import { createElement as h, Fragment, type ReactNode } from 'react';
import manifest from '../../custom-elements.json' with { type: 'json' };
import { elementsOf } from '../../scripts/editor-data.ts';
import type { Manifest } from '../../scripts/manifest.ts';
import { apiTables, type TypeWords } from './api-tables.ts';

/** The words that the sources' type names stand for; see `.storybook/vite.config.ts`. */
declare const __TYPE_WORDS__: TypeWords;

/** Text with code between backticks. */
const rich = (text: string): ReactNode[] =>
  text.split('`').map((piece, index) => (index % 2 === 1 ? h('code', { key: index }, piece) : piece));

/** All that an element offers, in a table for each kind, from `custom-elements.json`. */
export function ApiReference({ tag }: { tag: string }): ReactNode {
  const element = elementsOf(manifest as Manifest).find(({ tagName }) => tagName === tag);
  if (!element) throw new Error(`custom-elements.json has no ${tag}.`);
  return h(
    Fragment,
    null,
    h('p', { key: 'summary' }, rich(element.summary ?? '')),
    apiTables(element, __TYPE_WORDS__).map(({ title, head, rows }) =>
      h(
        Fragment,
        { key: title },
        h('h2', { id: title.toLowerCase().replaceAll(' ', '-') }, title),
        h(
          'table',
          { className: 'docs-api' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              head.map((name) => h('th', { key: name, scope: 'col' }, name)),
            ),
          ),
          h(
            'tbody',
            null,
            rows.map((cells) =>
              h(
                'tr',
                { key: cells[0] },
                cells.map((cell, index) =>
                  // On a narrow page each cell stands below the other, with the head of its column beside it.
                  h(
                    'td',
                    { key: index, 'data-head': head[index], 'data-empty': cell === '' || undefined },
                    rich(cell),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
