import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Persian. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'شرح',
  fieldAltText: 'متن جایگزین',
  fieldAltTextHint: 'در تصویر چه دیده می‌شود؟',
  fieldOf: '{field} برای {name}',
  fieldsOf: 'درباره {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'ذخیره نشد.',
  fieldAddCaption: 'افزودن شرح',
  fieldAddAltText: 'توصیف این عکس',
  fieldAdd: 'افزودن: {field}',
  fieldNeedsCaption: 'شرح لازم است',
  fieldNeedsAltText: 'توصیف لازم است',
  fieldNeeds: 'لازم: {field}',
  fieldRequired: 'لازم',
  fieldLeft: { other: '{count} نویسه مانده' },
  fieldSuggested: 'پیشنهاد: {text}',
  fieldUse: 'استفاده',
  fieldUseNamed: 'استفاده از پیشنهاد: {field} برای {name}',
  fieldSuggestions: { other: '{count} پیشنهاد وجود دارد.' },
  fieldUseAll: 'استفاده از همه',
  fieldSuggestionsUsed: { other: 'از {count} پیشنهاد استفاده شد' },
  fieldApply: 'استفاده برای همه',
  fieldApplied: { other: 'برای {count} عکس دیگر استفاده شد.' },
  fieldUndo: 'واگرد',
  fieldTakenBack: { other: 'برای {count} عکس برگردانده شد' },
  fieldKept: {
    one: 'برای {count} عکس که به آن نیاز دارد حفظ شد',
    other: 'برای {count} عکس که به آن نیاز دارند حفظ شد',
  },
  fieldReplace: { one: 'متن {count} عکس جایگزین شود؟', other: 'متن‌های {count} عکس جایگزین شوند؟' },
  fieldReplaceYes: 'جایگزینی',
  fieldReplaceNo: 'نگه داشتن',
};
