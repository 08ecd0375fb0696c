import type { ImageTable } from '../tables.ts';
import type { Translation } from '../types.ts';

/** The image in Arabic. */
export const image: Translation<ImageTable> = {
  loading: 'جارٍ تحميل الصورة…',

  processing: 'لحظات وتكتمل',
  processingHint: 'يجري تجهيز هذه الصورة وستظهر هنا تلقائيًا.',

  failed: 'تعذّرت معالجة هذه الصورة',
  failedHint: 'قد يكون الملف تالفًا. جرّب رفعه مجددًا أو رفع نسخة أخرى منه.',

  blocked: 'أُزيلت هذه الصورة',
  blockedHint: 'تبيّن أنها تخالف قواعد خدمة الصور.',
  blockedContentPolicy: 'تبيّن أنها تخالف سياسة المحتوى.',
  blockedDmca: 'أُزيلت بعد شكوى تتعلق بحقوق النشر.',
  blockedSpam: 'صُنّفت على أنها محتوى مزعج.',
  blockedTerms: 'تبيّن أنها تخالف شروط الخدمة.',

  missing: 'لم تعد هذه الصورة هنا',
  missingHint: 'حُذفت أو انتهت صلاحيتها أو أنها غير عامة.',

  error: 'تعذّر تحميل هذه الصورة',
  errorHint: 'تحقّق من الاتصال ثم أعد المحاولة.',
  errorOffline: 'يبدو أنك غير متصل. ستُعاد المحاولة فور عودة الاتصال.',
  errorAccess: 'قد تحتاج إلى تسجيل الدخول من جديد. أعد تحميل الصفحة ثم أعد المحاولة.',
  errorBusy: 'خدمة الصور مشغولة الآن. أعد المحاولة بعد قليل.',
  retry: 'إعادة المحاولة',
  retryNamed: 'إعادة المحاولة: {alt}',

  nsfw: 'محتوى حسّاس',
  nsfwHint: 'قد تكون هذه الصورة مزعجة أو غير مناسبة لمكان العمل.',
  nsfwHidden: 'لا تُعرض هذه الصورة هنا لأن محتواها حسّاس.',
  reveal: 'إظهار الصورة',
  revealNamed: 'إظهار الصورة ذات المحتوى الحسّاس: {alt}',

  zoom: 'عرض أكبر',
  zoomNamed: 'عرض أكبر: {alt}',
  download: 'تنزيل',
  downloadNamed: 'تنزيل: {alt}',
  share: 'مشاركة',
  copyLink: 'نسخ الرابط',
  copyLinkNamed: 'نسخ الرابط: {alt}',
  linkCopied: 'تم نسخ الرابط',
  linkNotCopied: 'تعذّر نسخ الرابط',
  viewer: 'عارض الصور',
  viewerClose: 'إغلاق',
  viewerPrevious: 'الصورة السابقة',
  viewerNext: 'الصورة التالية',
  viewerZoom: 'تكبير',
  viewerPage: 'فتح صفحة الصورة',
  viewerPosition: '{index} من {count}',
};
