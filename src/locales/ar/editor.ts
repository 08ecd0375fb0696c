import type { EditorTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** The editor in Arabic. */
export const editor: Translation<EditorTable> = {
  editNamed: 'تعديل {name}',
  editorTitle: 'تعديل الصورة',
  editorOpening: 'جارٍ فتح الصورة…',
  editorSaving: 'جارٍ تطبيق التعديلات…',

  editorFrame: 'منطقة القص',
  editorFrameHelp: 'مفاتيح الأسهم تحرّكها، وزائد وناقص للتقريب والإبعاد؛ ومع Shift بخطوات أكبر.',
  editorHandleHelp: 'مفاتيح الأسهم تحرّكها؛ ومع Shift بخطوات أكبر.',
  editorTopLeft: 'الزاوية العلوية اليسرى',
  editorTopRight: 'الزاوية العلوية اليمنى',
  editorBottomRight: 'الزاوية السفلية اليمنى',
  editorBottomLeft: 'الزاوية السفلية اليسرى',

  editorRatio: 'نسبة الأبعاد',
  editorFree: 'حرّة',
  editorOriginal: 'الأصلية',
  editorSquare: 'مربّعة',
  editorTurnLeft: 'تدوير إلى اليسار',
  editorTurnRight: 'تدوير إلى اليمين',
  editorMirror: 'قلب أفقي',
  editorFlip: 'قلب عمودي',
  editorUndo: 'تراجع',
  editorStraighten: 'تقويم',
  editorDegrees: {
    zero: '{count} درجة',
    one: 'درجة واحدة',
    two: 'درجتان',
    few: '{count} درجات',
    many: '{count} درجة',
    other: '{count} درجة',
  },

  editorNumbers: 'المقاس',
  editorNumberLeft: 'من اليسار',
  editorNumberTop: 'من الأعلى',
  editorNumberWidth: 'العرض',
  editorNumberHeight: 'الارتفاع',

  editorSize: '{width} × {height} بكسل',
  editorNarrow: 'يجب ألا يقل العرض عن {pixels} بكسل.',
  editorLow: 'يجب ألا يقل الارتفاع عن {pixels} بكسل.',
  editorWide: 'يجب ألا يزيد العرض على {pixels} بكسل.',
  editorHigh: 'يجب ألا يزيد الارتفاع على {pixels} بكسل.',
  editorHeavy: 'سيكون حجمها {size}، والحد الأقصى المسموح {limit}. اختر جزءًا أصغر.',
  editorFailed: 'تعذّر تطبيق التعديلات. أعد المحاولة.',

  editorFormat: 'لا يمكن تعديل صور من هذا النوع. يمكن رفعها كما هي.',
  editorMoving: 'لا يمكن تعديل الصور المتحركة. يمكن رفعها كما هي.',
  editorHuge: 'الصورة أكبر من أن تُعدَّل هنا. يمكن رفعها كما هي.',
  editorUnreadable: 'لا يمكن فتح الصورة هنا. ربما تكون تالفة.',

  editorReset: 'استعادة الأصل',
  editorCancel: 'إلغاء',
  editorAsk: 'هل تريد تجاهل التعديلات؟',
  editorKeep: 'متابعة التعديل',
  editorDiscard: 'تجاهل',
  editorEdited: 'تم تعديل {name}',
  editorRestored: 'تمت استعادة الأصل: {name}',
};
