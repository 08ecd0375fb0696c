import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Hindi. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'कैप्शन',
  fieldAltText: 'वैकल्पिक टेक्स्ट',
  fieldAltTextHint: 'तस्वीर में क्या है?',
  fieldOf: '{field} ({name})',
  fieldsOf: '{name} के बारे में',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'सेव नहीं हुआ।',
  fieldAddCaption: 'कैप्शन जोड़ें',
  fieldAddAltText: 'इस फ़ोटो का ब्योरा दें',
  fieldAdd: 'जोड़ें: {field}',
  fieldNeedsCaption: 'कैप्शन ज़रूरी है',
  fieldNeedsAltText: 'ब्योरा ज़रूरी है',
  fieldNeeds: 'ज़रूरी: {field}',
  fieldRequired: 'ज़रूरी',
  fieldLeft: { other: '{count} वर्ण बाकी' },
  fieldSuggested: 'सुझाव: {text}',
  fieldUse: 'इस्तेमाल करें',
  fieldUseNamed: 'सुझाव इस्तेमाल करें: {field} ({name})',
  fieldSuggestions: { one: '{count} सुझाव है।', other: '{count} सुझाव हैं।' },
  fieldUseAll: 'सभी इस्तेमाल करें',
  fieldSuggestionsUsed: {
    one: '{count} सुझाव इस्तेमाल किया गया',
    other: '{count} सुझाव इस्तेमाल किए गए',
  },
  fieldApply: 'सभी के लिए इस्तेमाल करें',
  fieldApplied: { other: '{count} और फ़ोटो के लिए इस्तेमाल किया गया।' },
  fieldUndo: 'पहले जैसा करें',
  fieldTakenBack: { other: '{count} फ़ोटो से वापस लिया गया' },
  fieldKept: {
    one: '{count} फ़ोटो में रखा गया, जिसके लिए यह ज़रूरी है',
    other: '{count} फ़ोटो में रखा गया, जिनके लिए यह ज़रूरी है',
  },
  fieldReplace: { other: 'क्या {count} फ़ोटो का टेक्स्ट बदलना है?' },
  fieldReplaceYes: 'बदलें',
  fieldReplaceNo: 'रखें',
};
