import en from '../src/locales/en.ts';
import { camera } from '../src/locales/en/camera.ts';
import { editor } from '../src/locales/en/editor.ts';
import { fields } from '../src/locales/en/fields.ts';
import { image } from '../src/locales/en/image.ts';
import { intake } from '../src/locales/en/intake.ts';
import { link } from '../src/locales/en/link.ts';
import { order } from '../src/locales/en/order.ts';
import { overlay } from '../src/locales/en/overlay.ts';
import { pace } from '../src/locales/en/pace.ts';
import { recovery } from '../src/locales/en/recovery.ts';
import { rejections } from '../src/locales/en/rejections.ts';
import { rowMenu } from '../src/locales/en/row-menu.ts';
import { service } from '../src/locales/en/service.ts';
import { uploader } from '../src/locales/en/uploader.ts';
import { uploading } from '../src/locales/en/uploading.ts';
import type { LocaleTable } from '../src/locales/types.ts';
import type { Plan } from './new-part.ts';

/** A table of a language, a file of its folder: its type in `tables.ts`, what it is, and the English texts. */
interface Table {
  type: string;
  about: string;
  english: LocaleTable;
}

const TABLES: Readonly<Record<string, Table>> = {
  uploading: {
    type: 'UploadingTable',
    about: 'The list of files and their uploads',
    english: { ...uploader, ...uploading, ...recovery, ...rowMenu, ...pace, ...order, ...service },
  },
  sources: {
    type: 'SourcesTable',
    about: 'Ways to add images',
    english: { ...camera, ...intake, ...link, ...overlay, ...rejections },
  },
  fields: { type: 'FieldsTable', about: 'Captions and other fields', english: fields },
  editor: { type: 'EditorTable', about: 'The image editor', english: editor },
  gallery: { type: 'GalleryTable', about: 'The gallery', english: en.gallery! },
  image: { type: 'ImageTable', about: 'The image', english: image },
};

/** Why a language cannot be added; null if it can. */
export function languageFault(tag: string, present: readonly string[]): string | null {
  let canonical: string | undefined;
  try {
    canonical = Intl.getCanonicalLocales(tag)[0];
  } catch {
    canonical = undefined;
  }
  if (canonical !== tag || Intl.PluralRules.supportedLocalesOf([tag]).length === 0)
    return `${tag || 'Nothing'} is no tag of a language that browsers know (BCP 47): fr, pt-BR.`;
  return present.includes(tag) ? `There is ${tag} already.` : null;
}

/**
 * A new language: a file that is fetched for its pages, and its tables, with the English texts to be translated.
 * @param read The text of a file, by its path from the root.
 */
export function planLanguage(tag: string, read: (path: string) => string): Plan {
  const name = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' }).of(tag)!;
  const list = 'src/locales/languages.ts';
  const codes = /languages: readonly string\[\] = \[([^\]]*)\]/;
  const present = codes.exec(read(list))?.[1]?.match(/[\w-]+/g) ?? [];
  const all = [...present, tag].sort().map((code) => `'${code}'`);
  return {
    created: new Map([
      [`src/locales/${tag}.ts`, entry(tag, name)],
      ...Object.keys(TABLES).map(
        (file) => [`src/locales/${tag}/${file}.ts`, table(file, TABLES[file]!, name, tag)] as const,
      ),
    ]),
    changed: new Map([
      [list, read(list).replace(codes, `languages: readonly string[] = [${all.join(', ')}]`)],
    ]),
  };
}

const entry = (tag: string, name: string): string => `import type { Locale } from './registry.ts';
${Object.keys(TABLES)
  .toSorted()
  .map((file) => `import { ${file} } from './${tag}/${file}.ts';`)
  .join('\n')}

/** ${name}. */
const locale: Locale = {
  code: '${tag}',
  uploader: { ...uploading, ...sources, ...fields, ...editor },
  image,
  gallery,
};

export default locale;
`;

function table(file: string, { type, about, english }: Table, name: string, tag: string): string {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const lines = Object.entries(english).map(([key, text]) => {
    if (typeof text === 'string') return `  ${key}: ${JSON.stringify(text)},`;
    const own = forms.map((form) => `${form}: ${JSON.stringify(text[form] ?? text.other)}`);
    return `  ${key}: { ${own.join(', ')} },`;
  });
  return `import type { ${type} } from '../tables.ts';
import type { Translation } from '../types.ts';

/** ${about}, in ${name}. */
export const ${file}: Translation<${type}> = {
${lines.join('\n')}
};
`;
}
