import { formatLabels, type UploadRules } from '../../../upload/check/rules.ts';
import type { Rejection } from '../../../upload/check/check-files.ts';
import type { Texts } from '../view-model.ts';

/** The hint on which files may be uploaded, in one line under the button. */
export function hintText(rules: UploadRules, multiple: boolean, { t, bytes, lang }: Texts): string {
  const types = kindsText(rules, { t, lang });
  const parts = [
    rules.maxFileSize === undefined ? types : t('hintTypesSize', { types, size: bytes(rules.maxFileSize) }),
  ];
  if (multiple && rules.maxFiles !== undefined) parts.push(t('hintCount', { count: rules.maxFiles }));
  return parts.join(' · ');
}

function listOf(items: string[], lang: string): string {
  return new Intl.ListFormat(lang, { type: 'disjunction', style: 'short' }).format(items);
}

/** The kinds of files that rules let through, in words. */
export function kindsText(rules: UploadRules, { t, lang }: Pick<Texts, 't' | 'lang'>): string {
  const labels = formatLabels(rules);
  return labels ? listOf(labels, lang) : t('typeList');
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
      const { width = 0, height = 0 } = refusal.dimensions ?? {};
      const isSmall = width < (minWidth ?? 0) || height < (minHeight ?? 0);
      const bounds = isSmall ? bound(minWidth, minHeight, t) : bound(maxWidth, maxHeight, t);
      return t(isSmall ? 'rejectMinSize' : 'rejectMaxSize', { name, size: `${width} × ${height}`, bounds });
    }
  }
}

/** A limit of one side or of both, in words. */
function bound(width: number | undefined, height: number | undefined, t: Texts['t']): string {
  if (height === undefined) return t('boundWidth', { width: String(width) });
  return width === undefined ? t('boundHeight', { height: String(height) }) : `${width} × ${height}`;
}
