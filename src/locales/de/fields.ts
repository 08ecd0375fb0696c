import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in German. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Bildunterschrift',
  fieldAltText: 'Alternativtext',
  fieldAltTextHint: 'Was ist zu sehen?',
  fieldOf: '{field} zu {name}',
  fieldUnsaved: 'Nicht gespeichert.',
  fieldsOf: 'Zu {name}',
  fieldLine: '{text}: {name}',
  fieldAddCaption: 'Bildunterschrift hinzufügen',
  fieldAddAltText: 'Dieses Foto beschreiben',
  fieldAdd: 'Hinzufügen: {field}',
  fieldNeedsCaption: 'Bildunterschrift nötig',
  fieldNeedsAltText: 'Beschreibung nötig',
  fieldNeeds: 'Nötig: {field}',
  fieldRequired: 'nötig',
  fieldLeft: { one: 'noch {count} Zeichen', other: 'noch {count} Zeichen' },
  fieldSuggested: 'Vorschlag: {text}',
  fieldUse: 'Übernehmen',
  fieldUseNamed: 'Vorschlag übernehmen: {field} zu {name}',
  fieldSuggestions: { one: 'Es gibt {count} Vorschlag.', other: 'Es gibt {count} Vorschläge.' },
  fieldUseAll: 'Alle übernehmen',
  fieldSuggestionsUsed: { one: '{count} Vorschlag übernommen', other: '{count} Vorschläge übernommen' },
  fieldApply: 'Für alle verwenden',
  fieldApplied: {
    one: 'Für {count} weiteres Foto verwendet.',
    other: 'Für {count} weitere Fotos verwendet.',
  },
  fieldUndo: 'Rückgängig',
  fieldTakenBack: {
    one: 'Bei {count} Foto zurückgenommen',
    other: 'Bei {count} Fotos zurückgenommen',
  },
  fieldKept: {
    one: 'Bei {count} Foto behalten, das den Text braucht',
    other: 'Bei {count} Fotos behalten, die den Text brauchen',
  },
  fieldReplace: {
    one: 'Den Text von {count} Foto ersetzen?',
    other: 'Die Texte von {count} Fotos ersetzen?',
  },
  fieldReplaceYes: 'Ersetzen',
  fieldReplaceNo: 'Behalten',
};
