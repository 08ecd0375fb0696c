import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Swedish. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Bildtext',
  fieldAltText: 'Alternativtext',
  fieldAltTextHint: 'Vad syns på bilden?',
  fieldOf: '{field} för {name}',
  fieldsOf: 'Om {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Inte sparat.',
  fieldAddCaption: 'Lägg till en bildtext',
  fieldAddAltText: 'Beskriv fotot',
  fieldAdd: 'Lägg till: {field}',
  fieldNeedsCaption: 'Bildtext krävs',
  fieldNeedsAltText: 'Beskrivning krävs',
  fieldNeeds: 'Krävs: {field}',
  fieldRequired: 'krävs',
  fieldLeft: { one: '{count} tecken kvar', other: '{count} tecken kvar' },
  fieldSuggested: 'Förslag: {text}',
  fieldUse: 'Använd',
  fieldUseNamed: 'Använd förslaget: {field} för {name}',
  fieldSuggestions: { one: 'Det finns {count} förslag.', other: 'Det finns {count} förslag.' },
  fieldUseAll: 'Använd alla',
  fieldSuggestionsUsed: { one: '{count} förslag använt', other: '{count} förslag använda' },
  fieldApply: 'Använd för alla',
  fieldApplied: {
    one: 'Används för {count} foto till.',
    other: 'Används för {count} foton till.',
  },
  fieldUndo: 'Ångra',
  fieldTakenBack: { one: 'Ångrat för {count} foto', other: 'Ångrat för {count} foton' },
  fieldKept: {
    one: 'Behålls för {count} foto där det krävs',
    other: 'Behålls för {count} foton där det krävs',
  },
  fieldReplace: {
    one: 'Ersätta texten för {count} foto?',
    other: 'Ersätta texterna för {count} foton?',
  },
  fieldReplaceYes: 'Ersätt',
  fieldReplaceNo: 'Behåll',
};
