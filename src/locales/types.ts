/** One text, or one for each plural category of `Intl.PluralRules`, chosen by the parameter `count`. */
export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** The texts of one element. Parameters stand in braces: `'{count} files'`. */
export type LocaleTable = Readonly<Record<string, Text>>;

/** A table with the same keys as the English one, which is the type of all. */
export type Translation<Table extends LocaleTable> = { readonly [Key in keyof Table]: Text };

/** Parameters of a text; numbers are written as the language writes them. */
export type TextParameters = Readonly<Record<string, string | number>>;
