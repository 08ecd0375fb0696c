import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Hungarian. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Képaláírás',
  fieldAltText: 'Helyettesítő szöveg',
  fieldAltTextHint: 'Mi látható a képen?',
  fieldOf: '{field}: {name}',
  fieldsOf: 'Adatok: {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Nincs mentve.',
  fieldAddCaption: 'Képaláírás hozzáadása',
  fieldAddAltText: 'Leírás hozzáadása',
  fieldAdd: 'Hozzáadás: {field}',
  fieldNeedsCaption: 'Képaláírás szükséges',
  fieldNeedsAltText: 'Leírás szükséges',
  fieldNeeds: 'Szükséges: {field}',
  fieldRequired: 'kötelező',
  fieldLeft: { other: 'még {count} karakter' },
  fieldSuggested: 'Javaslat: {text}',
  fieldUse: 'Elfogadás',
  fieldUseNamed: 'Javaslat elfogadása: {field}, {name}',
  fieldSuggestions: { other: '{count} javaslat van.' },
  fieldUseAll: 'Összes elfogadása',
  fieldSuggestionsUsed: { other: '{count} javaslat elfogadva' },
  fieldApply: 'Használat mindhez',
  fieldApplied: { other: 'További {count} fotóhoz felhasználva.' },
  fieldUndo: 'Visszavonás',
  fieldTakenBack: { other: '{count} fotónál visszavonva' },
  fieldKept: { other: '{count} fotónál megmaradt, mert ott kötelező' },
  fieldReplace: {
    one: 'Lecseréli {count} fotó szövegét?',
    other: 'Lecseréli {count} fotó szövegeit?',
  },
  fieldReplaceYes: 'Csere',
  fieldReplaceNo: 'Megtartás',
};
