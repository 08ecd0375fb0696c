import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Turkish. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Altyazı',
  fieldAltText: 'Alternatif metin',
  fieldAltTextHint: 'Görselde ne var?',
  fieldOf: '{field}: {name}',
  fieldsOf: '{name} hakkında',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Kaydedilmedi.',
  fieldAddCaption: 'Altyazı ekle',
  fieldAddAltText: 'Bu fotoğrafı açıkla',
  fieldAdd: 'Ekle: {field}',
  fieldNeedsCaption: 'Altyazı gerekli',
  fieldNeedsAltText: 'Açıklama gerekli',
  fieldNeeds: 'Gerekli: {field}',
  fieldRequired: 'gerekli',
  fieldLeft: { other: '{count} karakter kaldı' },
  fieldSuggested: 'Öneri: {text}',
  fieldUse: 'Kullan',
  fieldUseNamed: 'Öneriyi kullan: {field}, {name}',
  fieldSuggestions: { other: '{count} öneri var.' },
  fieldUseAll: 'Tümünü kullan',
  fieldSuggestionsUsed: { other: '{count} öneri kullanıldı' },
  fieldApply: 'Tümünde kullan',
  fieldApplied: { other: '{count} fotoğrafta daha kullanıldı.' },
  fieldUndo: 'Geri al',
  fieldTakenBack: { other: '{count} fotoğrafta geri alındı' },
  fieldKept: { other: 'Gerekli olduğu {count} fotoğrafta korundu' },
  fieldReplace: {
    one: '{count} fotoğrafın metni değiştirilsin mi?',
    other: '{count} fotoğrafın metinleri değiştirilsin mi?',
  },
  fieldReplaceYes: 'Değiştir',
  fieldReplaceNo: 'Koru',
};
