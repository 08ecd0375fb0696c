import type { FieldsTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** Captions and other fields, in Greek. */
export const fields: Translation<FieldsTable> = {
  fieldCaption: 'Λεζάντα',
  fieldAltText: 'Εναλλακτικό κείμενο',
  fieldAltTextHint: 'Τι δείχνει η εικόνα;',
  fieldOf: '{field} για {name}',
  fieldsOf: 'Σχετικά με: {name}',
  fieldLine: '{text}: {name}',
  fieldUnsaved: 'Δεν αποθηκεύτηκε.',
  fieldAddCaption: 'Προσθήκη λεζάντας',
  fieldAddAltText: 'Περιγραφή της φωτογραφίας',
  fieldAdd: 'Προσθήκη: {field}',
  fieldNeedsCaption: 'Απαιτείται λεζάντα',
  fieldNeedsAltText: 'Απαιτείται περιγραφή',
  fieldNeeds: 'Απαιτείται: {field}',
  fieldRequired: 'απαιτείται',
  fieldLeft: { one: 'απομένει {count} χαρακτήρας', other: 'απομένουν {count} χαρακτήρες' },
  fieldSuggested: 'Πρόταση: {text}',
  fieldUse: 'Χρήση',
  fieldUseNamed: 'Χρήση της πρότασης: {field} για {name}',
  fieldSuggestions: { one: 'Υπάρχει {count} πρόταση.', other: 'Υπάρχουν {count} προτάσεις.' },
  fieldUseAll: 'Χρήση όλων',
  fieldSuggestionsUsed: {
    one: 'Χρησιμοποιήθηκε {count} πρόταση',
    other: 'Χρησιμοποιήθηκαν {count} προτάσεις',
  },
  fieldApply: 'Χρήση σε όλες',
  fieldApplied: {
    one: 'Χρησιμοποιήθηκε σε {count} ακόμη φωτογραφία.',
    other: 'Χρησιμοποιήθηκε σε {count} ακόμη φωτογραφίες.',
  },
  fieldUndo: 'Αναίρεση',
  fieldTakenBack: {
    one: 'Αναιρέθηκε σε {count} φωτογραφία',
    other: 'Αναιρέθηκε σε {count} φωτογραφίες',
  },
  fieldKept: {
    one: 'Διατηρήθηκε σε {count} φωτογραφία που το χρειάζεται',
    other: 'Διατηρήθηκε σε {count} φωτογραφίες που το χρειάζονται',
  },
  fieldReplace: {
    one: 'Αντικατάσταση του κειμένου {count} φωτογραφίας;',
    other: 'Αντικατάσταση των κειμένων {count} φωτογραφιών;',
  },
  fieldReplaceYes: 'Αντικατάσταση',
  fieldReplaceNo: 'Διατήρηση',
};
