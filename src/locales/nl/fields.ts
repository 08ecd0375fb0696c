import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Dutch. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Bijschrift',
  fieldAltText: 'Alt-tekst',
  fieldAltTextHint: 'Wat is er te zien?',
  fieldOf: '{field} van {name}',
  fieldsOf: 'Over {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Niet opgeslagen.',
  fieldAddCaption: 'Bijschrift toevoegen',
  fieldAddAltText: 'Beschrijf deze foto',
  fieldAdd: 'Toevoegen: {field}',
  fieldNeedsCaption: 'Bijschrift nodig',
  fieldNeedsAltText: 'Beschrijving nodig',
  fieldNeeds: 'Nodig: {field}',
  fieldRequired: 'verplicht',
  fieldLeft: { one: 'nog {count} teken', other: 'nog {count} tekens' },
  fieldSuggested: 'Suggestie: {text}',
  fieldUse: 'Gebruiken',
  fieldUseNamed: 'Suggestie gebruiken: {field} van {name}',
  fieldSuggestions: { one: 'Er is {count} suggestie.', other: 'Er zijn {count} suggesties.' },
  fieldUseAll: 'Alle gebruiken',
  fieldSuggestionsUsed: { one: '{count} suggestie gebruikt', other: '{count} suggesties gebruikt' },
  fieldApply: 'Voor alle gebruiken',
  fieldApplied: {
    one: 'Voor nog {count} foto gebruikt.',
    other: 'Voor nog {count} foto’s gebruikt.',
  },
  fieldUndo: 'Ongedaan maken',
  fieldTakenBack: {
    one: 'Ongedaan gemaakt bij {count} foto',
    other: 'Ongedaan gemaakt bij {count} foto’s',
  },
  fieldKept: {
    one: 'Behouden bij {count} foto waarvoor dit verplicht is',
    other: 'Behouden bij {count} foto’s waarvoor dit verplicht is',
  },
  fieldReplace: {
    one: 'De tekst van {count} foto vervangen?',
    other: 'De teksten van {count} foto’s vervangen?',
  },
  fieldReplaceYes: 'Vervangen',
  fieldReplaceNo: 'Behouden',
};
