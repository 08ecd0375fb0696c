import { expect } from '@playwright/test';
import { test, type StoryPage } from './storybook.ts';

/** The story in which each element's controls are turned, and a value for each control that takes free text. */
const ELEMENTS = {
  'imgpro-uploader': {
    story: 'uploader--done',
    values: {
      ...{ name: 'photos', accept: 'image/*', fields: 'caption', sources: 'file url', caption: 'A meadow' },
      ...{ ttl: '30d', 'published-at': '2030-01-01T00:00:00Z', 'drop-target': 'body' },
      ...{
        'max-files': '9',
        'min-files': '1',
        'max-file-size': '5MB',
        'max-dimension': '900',
        quality: '0.8',
      },
      ...{ 'min-width': '10', 'min-height': '10', 'max-width': '9000', 'max-height': '9000' },
      ...{ concurrency: '2', retries: '3', metadata: { album: 'June' } },
    },
  },
  'imgpro-image': {
    story: 'image--ready',
    values: { width: 640, height: 400, alt: 'A harbour', sizes: '50vw', transform: 'sharp=2', ratio: '3/2' },
  },
  'imgpro-gallery': {
    story: 'gallery--manage',
    values: {
      'row-height': 120,
      columns: 3,
      gap: 12,
      'page-size': 20,
      fields: 'caption credit',
      uploader: 'nobody',
      'next-cursor': 'x',
    },
  },
} as const;

interface Row {
  name: string;
  control: { type?: string; disable?: boolean } | false;
  options?: readonly string[];
}

/** The things that stay whatever control is turned: the element itself, its files, its selection. */
interface Kept {
  isSame: boolean;
  files: string[];
  selection: string[];
}

type Marked = HTMLElement & {
  marked?: boolean;
  files?: readonly { id: string }[];
  selection?: readonly string[];
  loaded?: readonly { id: string }[];
};

const kept = ({ page }: StoryPage, tag: string): Promise<Kept> =>
  page.evaluate((name) => {
    const element = document.querySelector<Marked>(`#storybook-root ${name}`)!;
    return {
      isSame: element.marked === true,
      files: (element.files ?? []).map(({ id }) => id),
      selection: [...(element.selection ?? [])],
    };
  }, tag);

/** The value of a control as the element has it: attribute, property, custom property, slot or part. */
const held = ({ page }: StoryPage, tag: string, name: string): Promise<unknown> =>
  page.evaluate(
    ([tagName, arg]) => {
      const element = document.querySelector<HTMLElement>(`#storybook-root ${tagName}`)!;
      if (arg.startsWith('--')) return element.style.getPropertyValue(arg) || null;
      if (arg.startsWith('slot: '))
        return element.querySelector(`[data-story][slot="${arg.slice(6)}"]`)?.textContent ?? null;
      if (arg.startsWith('part: ')) {
        const selector = `${tagName}::part(${arg.slice(6)})`;
        const rules = document.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
        const rule = rules.find((each) => (each as CSSStyleRule).selectorText === selector);
        return (rule as CSSStyleRule | undefined)?.style.cssText ?? null;
      }
      return element.getAttribute(arg) ?? null;
    },
    [tag, name] as const,
  );

const property = ({ page }: StoryPage, tag: string, name: string): Promise<unknown> =>
  page.evaluate(
    ([tagName, key]) =>
      (document.querySelector(`#storybook-root ${tagName}`) as unknown as Record<string, unknown>)[key],
    [tag, name] as const,
  );

/** Another value for a control than the one it has, and the value that the element then has. */
function turnOf(
  row: Row,
  before: unknown,
  values: Record<string, unknown>,
): [value: unknown, wanted: unknown] {
  const { name, control, options } = row;
  if (name in values)
    return [values[name], typeof values[name] === 'object' ? values[name] : String(values[name])];
  if (name.startsWith('part: ')) return ['opacity: 0.9', 'opacity: 0.9;'];
  switch (control && control.type) {
    case 'boolean':
      return before === null ? [true, ''] : [false, null];
    case 'select': {
      const other = options!.find((option) => option !== '' && option !== before)!;
      return [other, other];
    }
    case 'color':
      return ['teal', 'teal'];
    default:
      return name.startsWith('slot: ') ? ['Turned', 'Turned'] : ['2px', '2px'];
  }
}

test.afterEach(({ storyPage }) => storyPage.leave());

for (const [tag, { story, values }] of Object.entries(ELEMENTS)) {
  test(`each control of ${tag} changes the element in place, and is set back`, async ({ storyPage }) => {
    test.setTimeout(180_000);
    expect(await storyPage.show(story)).toBe('success');
    const { rows, known } = await storyPage.page.evaluate(
      async ([id, name]) => {
        const { __STORYBOOK_PREVIEW__: preview } = window as unknown as {
          __STORYBOOK_PREVIEW__: {
            loadStory(which: { storyId: string }): Promise<{ argTypes: Record<string, Row> }>;
          };
        };
        const element = document.querySelector<Marked>(`#storybook-root ${name}`)!;
        element.marked = true;
        // Taken out and put back, it would lose its dialog, its focus and a drag.
        new MutationObserver((records) => {
          if (records.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(element))))
            element.marked = false;
        }).observe(document.querySelector('#storybook-root')!, { childList: true, subtree: true });
        const { argTypes } = await preview.loadStory({ storyId: id });
        const ids =
          element.selection && element.selection.length > 0
            ? [...element.selection]
            : [element.getAttribute('image-id') ?? ''];
        const { origin, pathname } = location;
        const base = `${origin}${pathname.slice(0, pathname.lastIndexOf('/'))}`;
        return {
          rows: Object.entries(argTypes).map(([key, { control, options }]) => ({
            ...{ name: key, control },
            ...(options && { options: [...options] }),
          })) as Row[],
          known: {
            // The same image, by the page itself.
            ...(name === 'imgpro-gallery' && {
              images: element.loaded!.filter((image) => ids.includes(image.id)),
            }),
            ...{ ids: ids.join(' '), 'image-id': ids[0], src: `${base}/favicon.svg` },
            ...{ 'token-endpoint': `${base}/imgpro/token?turned`, 'api-url': `${base}/imgpro/v1` },
          },
        };
      },
      [story, tag] as const,
    );
    const before = await kept(storyPage, tag);
    expect(before.isSame).toBe(true);

    const all: Record<string, unknown> = { ...known, ...values };
    const counts = { turned: 0, 'to be read': 0 };
    // Another connection may be another account's: it comes last, and what is selected goes with it.
    const isConnection = ({ name }: Row) => name === 'token-endpoint' || name === 'api-url';
    for (const row of [...rows.filter((each) => !isConnection(each)), ...rows.filter(isConnection)]) {
      const { name, control } = row;
      if (!control || control.disable) {
        counts['to be read']++;
        continue;
      }
      await test.step(name, async () => {
        const isProperty = control.type === 'object';
        const read = () => (isProperty ? property(storyPage, tag, name) : held(storyPage, tag, name));
        const first = await read();
        if (isProperty && !(name in all)) {
          // A value that the page has at hand already: another array of the same.
          await turn(name, first ?? []);
          expect(await read()).toEqual(first ?? []);
        } else {
          const [value, wanted] = turnOf(row, first, all);
          await turn(name, value);
          expect(await read()).toEqual(wanted);
        }
        const after = await kept(storyPage, tag);
        expect(isConnection(row) ? { ...after, selection: before.selection } : after).toEqual(before);
        await turn(name, undefined);
        counts.turned++;
      });
      expect(storyPage.takeErrors(), name).toEqual([]);
    }
    console.log(`${tag}: ${counts.turned} controls turned, ${counts['to be read']} rows to be read`);
    expect(counts.turned).toBeGreaterThan(15);

    async function turn(name: string, value: unknown): Promise<void> {
      await storyPage.emit('updateStoryArgs', { storyId: story, updatedArgs: { [name]: value } });
    }
  });
}
