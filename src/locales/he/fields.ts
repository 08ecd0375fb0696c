import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Hebrew. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'כיתוב',
  fieldAltText: 'טקסט חלופי',
  fieldAltTextHint: 'מה רואים בתמונה?',
  fieldOf: '{field} עבור {name}',
  fieldsOf: 'פרטים על {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'לא נשמר.',
  fieldAddCaption: 'הוספת כיתוב',
  fieldAddAltText: 'הוספת תיאור לתמונה',
  fieldAdd: 'הוספה: {field}',
  fieldNeedsCaption: 'נדרש כיתוב',
  fieldNeedsAltText: 'נדרש תיאור',
  fieldNeeds: 'שדה נדרש: {field}',
  fieldRequired: 'חובה',
  fieldLeft: { one: 'נותר תו אחד', two: 'נותרו שני תווים', other: 'נותרו {count} תווים' },
  fieldSuggested: 'הצעה: {text}',
  fieldUse: 'שימוש',
  fieldUseNamed: 'שימוש בהצעה: {field} עבור {name}',
  fieldSuggestions: { one: 'יש הצעה אחת.', two: 'יש שתי הצעות.', other: 'יש {count} הצעות.' },
  fieldUseAll: 'שימוש בכולן',
  fieldSuggestionsUsed: {
    one: 'נעשה שימוש בהצעה אחת',
    two: 'נעשה שימוש בשתי הצעות',
    other: 'נעשה שימוש ב־{count} הצעות',
  },
  fieldApply: 'שימוש בכל התמונות',
  fieldApplied: {
    one: 'הטקסט נוסף לתמונה אחת נוספת.',
    two: 'הטקסט נוסף לשתי תמונות נוספות.',
    other: 'הטקסט נוסף לעוד {count} תמונות.',
  },
  fieldUndo: 'ביטול הפעולה',
  fieldTakenBack: {
    one: 'הפעולה בוטלה בתמונה אחת',
    two: 'הפעולה בוטלה בשתי תמונות',
    other: 'הפעולה בוטלה ב־{count} תמונות',
  },
  fieldKept: {
    one: 'הטקסט נשאר בתמונה אחת שבה הוא נדרש',
    two: 'הטקסט נשאר בשתי תמונות שבהן הוא נדרש',
    other: 'הטקסט נשאר ב־{count} תמונות שבהן הוא נדרש',
  },
  fieldReplace: {
    one: 'להחליף את הטקסט של תמונה אחת?',
    two: 'להחליף את הטקסטים של שתי תמונות?',
    other: 'להחליף את הטקסטים של {count} תמונות?',
  },
  fieldReplaceYes: 'החלפה',
  fieldReplaceNo: 'השארה',
};
