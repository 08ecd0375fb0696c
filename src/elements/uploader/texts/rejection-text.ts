import type { Rejection } from '../../../upload/check/check-files.ts';
import type { Texts } from '../view-model.ts';

/** Why a file was not added. */
export function rejectionText({ file, ...refusal }: Rejection, { t, bytes }: Texts): string {
  const { name } = file;
  switch (refusal.code) {
    case 'unsupported-type':
      if (refusal.of === 'link') return `${t('errorNoImport')} ${t('errorNoImportHelp')}`;
      if (refusal.of === 'address') return `${t('rejectNoAddress')} ${t('errorNoImportHelp')}`;
      if (refusal.motion) return t(refusal.motion === 'moving' ? 'rejectAnimated' : 'rejectStill', { name });
      return t('rejectUnsupportedType', { name });
    case 'too-large':
      return t('rejectTooLarge', { name, size: bytes(file.data.size), limit: bytes(refusal.limit ?? 0) });
    case 'empty':
      return t(refusal.of === 'folder' ? 'rejectEmptyFolder' : 'rejectEmpty', { name });
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
