import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Finnish. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Kuvateksti',
  fieldAltText: 'Vaihtoehtoinen teksti',
  fieldAltTextHint: 'Mitä kuvassa näkyy?',
  fieldOf: '{field}: {name}',
  fieldsOf: 'Kuvan {name} tiedot',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Ei tallennettu.',
  fieldAddCaption: 'Lisää kuvateksti',
  fieldAddAltText: 'Kuvaile kuvaa',
  fieldAdd: 'Lisää: {field}',
  fieldNeedsCaption: 'Kuvateksti puuttuu',
  fieldNeedsAltText: 'Kuvaus puuttuu',
  fieldNeeds: 'Puuttuu: {field}',
  fieldRequired: 'pakollinen',
  fieldLeft: { one: '{count} merkki jäljellä', other: '{count} merkkiä jäljellä' },
  fieldSuggested: 'Ehdotus: {text}',
  fieldUse: 'Käytä',
  fieldUseNamed: 'Käytä ehdotusta: {field}, {name}',
  fieldSuggestions: { one: '{count} ehdotus saatavilla.', other: '{count} ehdotusta saatavilla.' },
  fieldUseAll: 'Käytä kaikkia',
  fieldSuggestionsUsed: { one: '{count} ehdotus käytetty', other: '{count} ehdotusta käytetty' },
  fieldApply: 'Käytä kaikissa',
  fieldApplied: {
    one: 'Käytetty {count} muussa kuvassa.',
    other: 'Käytetty {count} muussa kuvassa.',
  },
  fieldUndo: 'Kumoa',
  fieldTakenBack: { one: 'Kumottu {count} kuvassa', other: 'Kumottu {count} kuvassa' },
  fieldKept: {
    one: 'Säilytetty {count} kuvassa, jossa se on pakollinen',
    other: 'Säilytetty {count} kuvassa, joissa se on pakollinen',
  },
  fieldReplace: {
    one: 'Korvataanko {count} kuvan teksti?',
    other: 'Korvataanko {count} kuvan tekstit?',
  },
  fieldReplaceYes: 'Korvaa',
  fieldReplaceNo: 'Säilytä',
};
