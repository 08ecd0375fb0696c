import { formatLabels, type UploadRules } from '../../upload/rules.ts';
import type { Rejection } from '../../upload/intake.ts';
import type { Texts } from './view.ts';

/** What may be uploaded, in one line under the button. */
export function hintText(rules: UploadRules, multiple: boolean, { t, bytes, lang }: Texts): string {
  const labels = formatLabels(rules);
  const types = labels ? listOf(labels, lang) : t('typeList');
  const parts = [
    rules.maxFileSize === undefined ? types : t('hintTypesSize', { types, size: bytes(rules.maxFileSize) }),
  ];
  if (multiple && rules.maxFiles !== undefined) parts.push(t('hintCount', { count: rules.maxFiles }));
  return parts.join(' · ');
}

function listOf(items: string[], lang: string): string {
  return new Intl.ListFormat(lang, { type: 'disjunction', style: 'short' }).format(items);
}

/** Why a file was not added. */
export function rejectionText({ file, ...refusal }: Rejection, { t, bytes }: Texts): string {
  const { name } = file;
  switch (refusal.code) {
    case 'unsupported-type':
      if (refusal.motion) return t(refusal.motion === 'moving' ? 'rejectAnimated' : 'rejectStill', { name });
      return t('rejectUnsupportedType', { name });
    case 'too-large':
      return t('rejectTooLarge', { name, size: bytes(file.data.size), limit: bytes(refusal.limit ?? 0) });
    case 'empty':
      return t('rejectEmpty', { name });
    case 'too-many':
      return t('rejectTooMany', { name, count: refusal.limit ?? 0 });
    case 'duplicate':
      return t('rejectDuplicate', { name });
    case 'unreadable':
      return t('rejectUnreadable', { name });
    case 'custom':
      if (refusal.unchecked)
        return t(refusal.unchecked === 'late' ? 'rejectLate' : 'rejectUnchecked', { name });
      return t('rejectCustom', { name, message: refusal.message ?? '' });
    case 'dimensions': {
      const { minWidth, minHeight, maxWidth, maxHeight } = refusal.bounds ?? {};
      const least = pixels(minWidth, minHeight);
      const most = pixels(maxWidth, maxHeight);
      if (least && !most) return t('rejectMinSize', { name, bounds: least });
      if (most && !least) return t('rejectMaxSize', { name, bounds: most });
      return t('rejectDimensions', { name, bounds: `${least ?? '0'} – ${most ?? '∞'}` });
    }
  }
}

function pixels(width: number | undefined, height: number | undefined): string | null {
  if (width === undefined && height === undefined) return null;
  return `${width ?? '…'} × ${height ?? '…'}`;
}
