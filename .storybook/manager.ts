/** Panels beside the stories: the code to paste, and the mock behind them. */
import { createElement as h, useEffect, useState, type CSSProperties, type ReactElement } from 'react';
import { addons, types, useArgs, useStorybookApi } from 'storybook/manager-api';
import { codeOf, KINDS, type Kind } from './code.ts';
import { DEED, DEEDS } from './deeds.ts';

const bar: CSSProperties = { display: 'flex', flexWrap: 'wrap', gap: 8, padding: 12 };
const button: CSSProperties = {
  ...{ font: 'inherit', padding: '4px 10px', borderRadius: 4, cursor: 'pointer' },
  ...{ border: '1px solid currentColor', background: 'none', color: 'inherit' },
};

/** The tag of a story, by its title. */
const tagOf = (title: string | undefined): string | undefined =>
  title && /^(Uploader|Image|Gallery)\b/.test(title)
    ? `imgpro-${title.split('/')[0]!.toLowerCase()}`
    : undefined;

function CodePanel(): ReactElement {
  const [args] = useArgs();
  const story = useStorybookApi().getCurrentStoryData();
  const [kind, setKind] = useState<Kind>('HTML');
  const [isCopied, setCopied] = useState(false);
  const tag = tagOf(story?.title);
  if (!tag) return h('p', { style: { padding: 12 } }, 'This story shows no element alone.');
  // The panel is drawn before the story's args are known.
  const code = codeOf(tag, (args as typeof args | undefined) ?? {}, kind);
  const copy = () =>
    void navigator.clipboard.writeText(code).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    });
  return h(
    'div',
    null,
    h(
      'div',
      { style: bar },
      KINDS.map((name) =>
        h(
          'button',
          {
            ...{ key: name, type: 'button', 'aria-pressed': name === kind, onClick: () => setKind(name) },
            style: { ...button, fontWeight: name === kind ? 700 : 400 },
          },
          name,
        ),
      ),
      h('button', { type: 'button', style: button, onClick: copy }, isCopied ? 'Copied' : 'Copy'),
    ),
    h(
      'pre',
      { style: { margin: 0, padding: '0 12px 12px', overflow: 'auto', fontSize: 13 }, tabIndex: 0 },
      code,
    ),
  );
}

function MockPanel(): ReactElement {
  // The mock's own page comes from the service worker that the first story starts.
  const [isServed, setServed] = useState(false);
  useEffect(() => void navigator.serviceWorker.ready.then(() => setServed(true)), []);
  return h(
    'div',
    { style: { display: 'flex', flexDirection: 'column', height: '100%' } },
    h(
      'div',
      { style: bar },
      Object.entries(DEEDS).map(([deed, words]) =>
        h(
          'button',
          { key: deed, type: 'button', style: button, onClick: () => addons.getChannel().emit(DEED, deed) },
          words,
        ),
      ),
    ),
    isServed &&
      h('iframe', {
        ...{ title: 'The mock: clock, faults, images, requests', src: 'mock/__mock/ui' },
        style: { flex: 1, minHeight: 320, border: 0 },
      }),
  );
}

addons.register('imgpro', () => {
  const panels = { Code: CodePanel, Mock: MockPanel };
  for (const [title, Panel] of Object.entries(panels))
    addons.add(`imgpro/${title.toLowerCase()}`, {
      ...{ type: types.PANEL, title },
      render: ({ active = false }: { active?: boolean }) => (active ? h(Panel) : null),
    });
});
