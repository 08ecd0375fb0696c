import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Spanish. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Pie de foto',
  fieldAltText: 'Texto alternativo',
  fieldAltTextHint: '¿Qué se ve en la imagen?',
  fieldOf: '{field} de {name}',
  fieldsOf: 'Sobre {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Sin guardar.',
  fieldAddCaption: 'Añadir un pie de foto',
  fieldAddAltText: 'Describir esta foto',
  fieldAdd: 'Añadir: {field}',
  fieldNeedsCaption: 'Falta el pie de foto',
  fieldNeedsAltText: 'Falta la descripción',
  fieldNeeds: 'Falta: {field}',
  fieldRequired: 'obligatorio',
  fieldLeft: { one: 'Queda {count} carácter', other: 'Quedan {count} caracteres' },
  fieldSuggested: 'Sugerencia: {text}',
  fieldUse: 'Usar',
  fieldUseNamed: 'Usar la sugerencia: {field} de {name}',
  fieldSuggestions: { one: 'Hay {count} sugerencia.', other: 'Hay {count} sugerencias.' },
  fieldUseAll: 'Usar todas',
  fieldSuggestionsUsed: { one: '{count} sugerencia usada', other: '{count} sugerencias usadas' },
  fieldApply: 'Usar en todas',
  fieldApplied: { one: 'Usado en {count} foto más.', other: 'Usado en {count} fotos más.' },
  fieldUndo: 'Deshacer',
  fieldTakenBack: { one: 'Deshecho en {count} foto', other: 'Deshecho en {count} fotos' },
  fieldKept: {
    one: 'Conservado en {count} foto que lo necesita',
    other: 'Conservado en {count} fotos que lo necesitan',
  },
  fieldReplace: {
    one: '¿Reemplazar el texto de {count} foto?',
    other: '¿Reemplazar los textos de {count} fotos?',
  },
  fieldReplaceYes: 'Reemplazar',
  fieldReplaceNo: 'Conservar',
};
