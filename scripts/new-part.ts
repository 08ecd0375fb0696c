import { languages } from '../src/locales/languages.ts';

/** Rooms of the uploader that a part may stand in. */
export const ROOMS = ['panel', 'list', 'input', 'form'] as const;
export type Room = (typeof ROOMS)[number];

/** The forms that a part's name takes: `upload-tips`, `uploadTips`, `UploadTips`, `Upload tips`. */
export interface PartName {
  kebab: string;
  camel: string;
  pascal: string;
  words: string;
}

/** All forms of a name in kebab case. */
export function nameOf(kebab: string): PartName {
  const pascal = kebab.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const words = kebab.replaceAll('-', ' ');
  return {
    kebab,
    camel: pascal[0]!.toLowerCase() + pascal.slice(1),
    pascal,
    words: words[0]!.toUpperCase() + words.slice(1),
  };
}

/** Why a name cannot be a part's; null if it can. `taken` are names of attributes and properties that elements have. */
export function nameFault(kebab: string, taken: (camel: string) => boolean): string | null {
  if (!/^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)+$/.test(kebab))
    return 'A part has a name of two or more words in small letters, with hyphens: upload-tips.';
  if (kebab.length > 40) return 'A name has 40 letters at most.';
  if (/^(?:aria|data|on|imgpro)-/.test(kebab))
    return 'A name does not begin with aria-, data-, on- or imgpro-.';
  const { camel } = nameOf(kebab);
  return taken(camel) ? `${camel} is the name of something else already.` : null;
}

/** The files of a new part: new ones, and changed ones that are there. */
export interface Plan {
  created: Map<string, string>;
  changed: Map<string, string>;
}

/**
 * A part of the uploader that an attribute of its own asks for: template, styles, texts, the wiring, an element test
 * and a story.
 * @param read The text of a file, by its path from the root.
 */
export function planPart(kebab: string, room: Room, read: (path: string) => string): Plan {
  const name = nameOf(kebab);
  const { camel, pascal, words } = name;
  const uploader = 'src/elements/uploader';
  const created = new Map([
    [`${uploader}/${room}/${kebab}.ts`, template(name)],
    [`${uploader}/${room}/${kebab}.styles.ts`, styles(name)],
    [`src/locales/en/${kebab}.ts`, texts(name)],
    [`test/browser/uploader/${kebab}.test.ts`, elementTest(name)],
  ]);
  const part = `${camel}Part`;
  const changed = new Map<string, string>();
  const edit = (path: string, ...edits: Edit[]) =>
    changed.set(
      path,
      edits.reduce((text, one) => apply(path, text, one), read(path)),
    );

  edit(`${uploader}/parts.ts`, {
    atEnd: `/** The attribute \`${kebab}\`. */
export const ${part} = new Part('${camel}Template', () => import('./${room}/${kebab}.ts'), online);
`,
  });
  edit(
    `${uploader}/all-parts.ts`,
    { before: `import {\n  fieldsPart,`, text: `import * as ${camel} from './${room}/${kebab}.ts';\n` },
    { before: `} from './parts.ts';`, text: `  ${part},\n` },
    { before: /\}\n$/, text: `  ${part}.provide(${camel});\n` },
  );
  edit(
    `${uploader}/late-parts.ts`,
    { before: `} from './parts.ts';`, text: `  ${part},\n` },
    { before: `];\n\n/**\n * The features`, text: `  ${part},\n` },
    {
      before: `  // Rows\n`,
      text: `  ${camel}(view: View): Content {
    return (this.#context.host.${camel} && this.#parts.use(${part})?.${camel}Template(view)) || nothing;
  }

`,
    },
  );
  edit(`${uploader}/engine.ts`, { after: '${late.linkForm(view)}', text: `\${late.${camel}(view)}` });
  edit(
    `${uploader}/properties.ts`,
    { before: `  };\n\n  /** The name`, text: `    ${camel}: { type: Boolean, attribute: '${kebab}' },\n` },
    { before: /\}\n$/, text: `\n  /** ${words}, shown while there are files. */\n  ${camel} = false;\n` },
  );
  edit('src/react/tables.ts', {
    before: '} as const satisfies Properties<ImgproUploader>;',
    text: `  ${camel}: '${kebab}',\n`,
  });
  edit(
    'src/locales/en.ts',
    { before: `import { uploader }`, text: `import { ${camel} } from './en/${kebab}.ts';\n` },
    { after: '...rejections', text: `, ...${camel}` },
  );
  edit(
    'src/locales/tables.ts',
    { before: `import type { uploader }`, text: `import type { ${camel} } from './en/${kebab}.ts';\n` },
    { after: 'typeof service', text: ` &\n  typeof ${camel}` },
  );
  for (const language of languages)
    edit(`src/locales/${language}/uploading.ts`, { before: /\};\n$/, text: `  ${camel}: '${words}',\n` });
  edit('stories/uploader.stories.ts', {
    atEnd: `
/** ${words}, fetched with the first file. */
export const ${pascal}: Story = {
  name: '${words}',
  args: { '${kebab}': true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await shown(element, '.${kebab}');
  },
};
`,
  });
  return { created, changed };
}

type Edit = { before: string | RegExp; text: string } | { after: string; text: string } | { atEnd: string };

function apply(path: string, source: string, edit: Edit): string {
  if ('atEnd' in edit) return source + edit.atEnd;
  const place = 'before' in edit ? edit.before : edit.after;
  const at = typeof place === 'string' ? source.indexOf(place) : source.search(place);
  if (at < 0) throw new Error(`${path} has no ${String(place)} any more: scripts/new-part.ts looks for it.`);
  const cut = 'after' in edit ? at + edit.after.length : at;
  return source.slice(0, cut) + edit.text + source.slice(cut);
}

const template = ({ kebab, camel, words }: PartName) => `import { html, nothing } from 'lit/html.js';
import type { Content, View } from '../view-model.ts';
import { ${camel}Styles } from './${kebab}.styles.ts';

export { ${camel} as english } from '../../../locales/en/${kebab}.ts';
export const styles = [${camel}Styles];

/** ${words}, while there are files. */
export function ${camel}Template({ texts, counts }: View): Content {
  if (counts.total === 0) return nothing;
  return html\`<p class="${kebab}">\${texts.t('${camel}')}</p>\`;
}
`;

const styles = ({ kebab, camel, words }: PartName) => `import { css } from '../../shared/base/css.ts';

/** ${words}. */
export const ${camel}Styles = css\`
  .${kebab} {
    margin: 0;
    padding: 6px var(--_pad);
    border-block-end: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.875em;
    flex: none;
  }
\`;
`;

const texts = ({ camel, words }: PartName) => `import type { LocaleTable } from '../types.ts';

/** English of \`${camel}Part\`; it comes with the part. */
export const ${camel} = {
  ${camel}: '${words}',
} satisfies LocaleTable;
`;

const elementTest = ({
  kebab,
  camel,
  words,
}: PartName) => `import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { ${camel}Part } from '../../../src/elements/uploader/parts.ts';
import { replaceLoader } from '../../harness/parts.ts';
import { FakeServer, picture, uploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
let provideAgain: () => void;

beforeEach(() => {
  server = new FakeServer();
  // As on a page that has not fetched it yet.
  provideAgain = replaceLoader(${camel}Part, ${camel}Part.load);
});
afterEach(() => {
  fixtureCleanup();
  provideAgain();
  server.restore();
});

const isShown = (root: ShadowRoot): boolean => root.querySelector('.${kebab}') !== null;

describe('<imgpro-uploader ${kebab}>', () => {
  it('does not fetch its part without the attribute', async () => {
    const page = await uploaderPage();
    page.choose(await picture());
    await page.told('imgpro-files-added');
    await page.rendered();
    expect(${camel}Part.present === null).to.equal(true);
    expect(isShown(page.root)).to.equal(false);
  });

  it('fetches it and shows it while there are files', async () => {
    const page = await uploaderPage({ '${kebab}': true });
    expect(isShown(page.root)).to.equal(false);
    page.choose(await picture());
    await waitUntil(() => isShown(page.root), 'it is not shown');
    expect(page.root.querySelector('.${kebab}')!.textContent).to.equal('${words}');
    await expect(page.element).to.be.accessible();
  });
});
`;
