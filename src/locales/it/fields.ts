import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Italian. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Didascalia',
  fieldAltText: 'Testo alternativo',
  fieldAltTextHint: 'Che cosa si vede nell’immagine?',
  fieldOf: '{field} di {name}',
  fieldsOf: 'Informazioni su {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Non salvato.',
  fieldAddCaption: 'Aggiungi una didascalia',
  fieldAddAltText: 'Descrivi questa foto',
  fieldAdd: 'Aggiungi: {field}',
  fieldNeedsCaption: 'Didascalia richiesta',
  fieldNeedsAltText: 'Descrizione richiesta',
  fieldNeeds: 'Richiesto: {field}',
  fieldRequired: 'obbligatorio',
  fieldLeft: { one: '{count} carattere rimanente', other: '{count} caratteri rimanenti' },
  fieldSuggested: 'Suggerimento: {text}',
  fieldUse: 'Usa',
  fieldUseNamed: 'Usa il suggerimento: {field} di {name}',
  fieldSuggestions: { one: 'C’è {count} suggerimento.', other: 'Ci sono {count} suggerimenti.' },
  fieldUseAll: 'Usa tutti',
  fieldSuggestionsUsed: { one: '{count} suggerimento usato', other: '{count} suggerimenti usati' },
  fieldApply: 'Usa per tutte',
  fieldApplied: { one: 'Usato per {count} altra foto.', other: 'Usato per altre {count} foto.' },
  fieldUndo: 'Annulla',
  fieldTakenBack: { one: 'Annullato per {count} foto', other: 'Annullato per {count} foto' },
  fieldKept: {
    one: 'Mantenuto per {count} foto in cui è obbligatorio',
    other: 'Mantenuto per {count} foto in cui è obbligatorio',
  },
  fieldReplace: {
    one: 'Sostituire il testo di {count} foto?',
    other: 'Sostituire i testi di {count} foto?',
  },
  fieldReplaceYes: 'Sostituisci',
  fieldReplaceNo: 'Mantieni',
};
