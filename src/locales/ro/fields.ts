import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Romanian. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Legendă',
  fieldAltText: 'Text alternativ',
  fieldAltTextHint: 'Ce se vede în imagine?',
  fieldOf: '{field} pentru {name}',
  fieldsOf: 'Despre {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Nesalvat.',
  fieldAddCaption: 'Adaugă o legendă',
  fieldAddAltText: 'Descrie această fotografie',
  fieldAdd: 'Adaugă: {field}',
  fieldNeedsCaption: 'Este necesară o legendă',
  fieldNeedsAltText: 'Este necesară o descriere',
  fieldNeeds: 'Necesar: {field}',
  fieldRequired: 'necesar',
  fieldLeft: {
    one: 'încă {count} caracter',
    few: 'încă {count} caractere',
    other: 'încă {count} de caractere',
  },
  fieldSuggested: 'Sugestie: {text}',
  fieldUse: 'Folosește',
  fieldUseNamed: 'Folosește sugestia: {field} pentru {name}',
  fieldSuggestions: {
    one: 'Există {count} sugestie.',
    few: 'Există {count} sugestii.',
    other: 'Există {count} de sugestii.',
  },
  fieldUseAll: 'Folosește tot',
  fieldSuggestionsUsed: {
    one: '{count} sugestie folosită',
    few: '{count} sugestii folosite',
    other: '{count} de sugestii folosite',
  },
  fieldApply: 'Folosește la toate',
  fieldApplied: {
    one: 'Folosit la încă {count} fotografie.',
    few: 'Folosit la încă {count} fotografii.',
    other: 'Folosit la încă {count} de fotografii.',
  },
  fieldUndo: 'Anulează',
  fieldTakenBack: {
    one: 'Anulat la {count} fotografie',
    few: 'Anulat la {count} fotografii',
    other: 'Anulat la {count} de fotografii',
  },
  fieldKept: {
    one: 'Păstrat la {count} fotografie, unde este necesar',
    few: 'Păstrat la {count} fotografii, unde este necesar',
    other: 'Păstrat la {count} de fotografii, unde este necesar',
  },
  fieldReplace: {
    one: 'Înlocuiți textul la {count} fotografie?',
    few: 'Înlocuiți textele la {count} fotografii?',
    other: 'Înlocuiți textele la {count} de fotografii?',
  },
  fieldReplaceYes: 'Înlocuiește',
  fieldReplaceNo: 'Păstrează',
};
