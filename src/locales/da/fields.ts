import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Danish. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Billedtekst',
  fieldAltText: 'Alternativ tekst',
  fieldAltTextHint: 'Hvad ses på billedet?',
  fieldOf: '{field} til {name}',
  fieldsOf: 'Om {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Ikke gemt.',
  fieldAddCaption: 'Tilføj en billedtekst',
  fieldAddAltText: 'Beskriv dette billede',
  fieldAdd: 'Tilføj: {field}',
  fieldNeedsCaption: 'Billedtekst mangler',
  fieldNeedsAltText: 'Beskrivelse mangler',
  fieldNeeds: 'Mangler: {field}',
  fieldRequired: 'påkrævet',
  fieldLeft: { one: '{count} tegn tilbage', other: '{count} tegn tilbage' },
  fieldSuggested: 'Forslag: {text}',
  fieldUse: 'Brug',
  fieldUseNamed: 'Brug forslaget: {field} til {name}',
  fieldSuggestions: { one: 'Der er {count} forslag.', other: 'Der er {count} forslag.' },
  fieldUseAll: 'Brug alle',
  fieldSuggestionsUsed: { one: '{count} forslag brugt', other: '{count} forslag brugt' },
  fieldApply: 'Brug til alle',
  fieldApplied: {
    one: 'Brugt til {count} billede mere.',
    other: 'Brugt til {count} billeder mere.',
  },
  fieldUndo: 'Fortryd',
  fieldTakenBack: { one: 'Fortrudt for {count} billede', other: 'Fortrudt for {count} billeder' },
  fieldKept: {
    one: 'Beholdt for {count} billede, hvor det er påkrævet',
    other: 'Beholdt for {count} billeder, hvor det er påkrævet',
  },
  fieldReplace: {
    one: 'Erstat teksten til {count} billede?',
    other: 'Erstat teksterne til {count} billeder?',
  },
  fieldReplaceYes: 'Erstat',
  fieldReplaceNo: 'Behold',
};
