import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Norwegian Bokmål. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Bildetekst',
  fieldAltText: 'Alternativ tekst',
  fieldAltTextHint: 'Hva viser bildet?',
  fieldOf: '{field} for {name}',
  fieldsOf: 'Om {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Ikke lagret.',
  fieldAddCaption: 'Legg til en bildetekst',
  fieldAddAltText: 'Beskriv dette bildet',
  fieldAdd: 'Legg til: {field}',
  fieldNeedsCaption: 'Bildetekst mangler',
  fieldNeedsAltText: 'Beskrivelse mangler',
  fieldNeeds: 'Mangler: {field}',
  fieldRequired: 'obligatorisk',
  fieldLeft: { one: '{count} tegn igjen', other: '{count} tegn igjen' },
  fieldSuggested: 'Forslag: {text}',
  fieldUse: 'Bruk',
  fieldUseNamed: 'Bruk forslaget: {field} for {name}',
  fieldSuggestions: { one: 'Det finnes {count} forslag.', other: 'Det finnes {count} forslag.' },
  fieldUseAll: 'Bruk alle',
  fieldSuggestionsUsed: { one: '{count} forslag brukt', other: '{count} forslag brukt' },
  fieldApply: 'Bruk for alle',
  fieldApplied: {
    one: 'Brukt for {count} bilde til.',
    other: 'Brukt for {count} bilder til.',
  },
  fieldUndo: 'Angre',
  fieldTakenBack: { one: 'Angret for {count} bilde', other: 'Angret for {count} bilder' },
  fieldKept: {
    one: 'Beholdt for {count} bilde der det er obligatorisk',
    other: 'Beholdt for {count} bilder der det er obligatorisk',
  },
  fieldReplace: {
    one: 'Erstatte teksten for {count} bilde?',
    other: 'Erstatte tekstene for {count} bilder?',
  },
  fieldReplaceYes: 'Erstatt',
  fieldReplaceNo: 'Behold',
};
