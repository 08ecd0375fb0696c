import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Portuguese. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Legenda',
  fieldAltText: 'Texto alternativo',
  fieldAltTextHint: 'O que se vê na imagem?',
  fieldOf: '{field} de {name}',
  fieldsOf: 'Sobre {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Não guardado.',
  fieldAddCaption: 'Adicionar uma legenda',
  fieldAddAltText: 'Descrever esta foto',
  fieldAdd: 'Adicionar: {field}',
  fieldNeedsCaption: 'Falta a legenda',
  fieldNeedsAltText: 'Falta a descrição',
  fieldNeeds: 'Falta: {field}',
  fieldRequired: 'obrigatório',
  fieldLeft: { one: '{count} carácter restante', other: '{count} caracteres restantes' },
  fieldSuggested: 'Sugestão: {text}',
  fieldUse: 'Usar',
  fieldUseNamed: 'Usar a sugestão: {field} de {name}',
  fieldSuggestions: { one: 'Há {count} sugestão.', other: 'Há {count} sugestões.' },
  fieldUseAll: 'Usar todas',
  fieldSuggestionsUsed: { one: '{count} sugestão usada', other: '{count} sugestões usadas' },
  fieldApply: 'Usar em todas',
  fieldApplied: { one: 'Usado em mais {count} foto.', other: 'Usado em mais {count} fotos.' },
  fieldUndo: 'Anular',
  fieldTakenBack: { one: 'Anulado em {count} foto', other: 'Anulado em {count} fotos' },
  fieldKept: {
    one: 'Mantido em {count} foto onde é obrigatório',
    other: 'Mantido em {count} fotos onde é obrigatório',
  },
  fieldReplace: {
    one: 'Substituir o texto de {count} foto?',
    other: 'Substituir os textos de {count} fotos?',
  },
  fieldReplaceYes: 'Substituir',
  fieldReplaceNo: 'Manter',
};
