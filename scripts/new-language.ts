import type { Locale } from '../src/locales/registry.ts';
import type { LocaleTable } from '../src/locales/types.ts';
import type { Plan } from './new-part.ts';

const PARTS = ['uploader', 'image', 'gallery'] as const;

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
 * A new language: a file that is fetched for its pages, and a table for each element, with the English texts to be translated.
 * @param read The text of a file, by its path from the root.
 */
export function planLanguage(tag: string, english: Locale, read: (path: string) => string): Plan {
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(tag)!;
  const list = 'src/locales/languages.ts';
  const codes = /languages: readonly string\[\] = \[([^\]]*)\]/;
  const present = codes.exec(read(list))?.[1]?.match(/[\w-]+/g) ?? [];
  const all = [...present, tag].sort().map((code) => `'${code}'`);
  return {
    created: new Map([
      [`src/locales/${tag}.ts`, entry(tag, name)],
      ...PARTS.map(
        (part) => [`src/locales/${tag}/${part}.ts`, table(part, name, english[part]!, tag)] as const,
      ),
    ]),
    changed: new Map([
      [list, read(list).replace(codes, `languages: readonly string[] = [${all.join(', ')}]`)],
    ]),
  };
}

const entry = (tag: string, name: string): string => `import type { Locale } from './registry.ts';
${PARTS.toSorted()
  .map((part) => `import { ${part} } from './${tag}/${part}.ts';`)
  .join('\n')}

/** ${name}. */
const locale: Locale = { code: '${tag}', uploader, image, gallery };

export default locale;
`;

function table(part: (typeof PARTS)[number], name: string, english: LocaleTable, tag: string): string {
  const type = `${part[0]!.toUpperCase()}${part.slice(1)}Table`;
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const lines = Object.entries(english).map(([key, text]) => {
    if (typeof text === 'string') return `  ${key}: ${JSON.stringify(text)},`;
    const own = forms.map((form) => `${form}: ${JSON.stringify(text[form] ?? text.other)}`);
    return `  ${key}: { ${own.join(', ')} },`;
  });
  return `import type { ${type} } from '../en/${part}.ts';
import type { Translation } from '../types.ts';

/** The ${part} in ${name}. */
export const ${part}: Translation<${type}> = {
${lines.join('\n')}
};
`;
}
