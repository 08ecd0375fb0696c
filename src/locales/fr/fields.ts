import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in French. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Légende',
  fieldAltText: 'Texte alternatif',
  fieldAltTextHint: 'Que voit-on sur l’image ?',
  fieldOf: '{field} pour {name}',
  fieldsOf: 'À propos de {name}',
  fieldLine: '{text} : {name}',
  fieldUnsaved: 'Non enregistré.',
  fieldAddCaption: 'Ajouter une légende',
  fieldAddAltText: 'Décrire cette photo',
  fieldAdd: 'Ajouter : {field}',
  fieldNeedsCaption: 'Légende requise',
  fieldNeedsAltText: 'Description requise',
  fieldNeeds: 'Requis : {field}',
  fieldRequired: 'requis',
  fieldLeft: { one: '{count} caractère restant', other: '{count} caractères restants' },
  fieldSuggested: 'Suggestion : {text}',
  fieldUse: 'Utiliser',
  fieldUseNamed: 'Utiliser la suggestion : {field} pour {name}',
  fieldSuggestions: { one: '{count} suggestion disponible.', other: '{count} suggestions disponibles.' },
  fieldUseAll: 'Tout utiliser',
  fieldSuggestionsUsed: { one: '{count} suggestion utilisée', other: '{count} suggestions utilisées' },
  fieldApply: 'Appliquer à toutes',
  fieldApplied: {
    one: 'Appliqué à {count} autre photo.',
    other: 'Appliqué à {count} autres photos.',
  },
  fieldUndo: 'Annuler',
  fieldTakenBack: { one: 'Annulé pour {count} photo', other: 'Annulé pour {count} photos' },
  fieldKept: {
    one: 'Conservé pour {count} photo où ce texte est requis',
    other: 'Conservé pour {count} photos où ce texte est requis',
  },
  fieldReplace: {
    one: 'Remplacer le texte de {count} photo ?',
    other: 'Remplacer les textes de {count} photos ?',
  },
  fieldReplaceYes: 'Remplacer',
  fieldReplaceNo: 'Conserver',
};
