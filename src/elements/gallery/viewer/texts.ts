import type { LightboxTexts } from '../../shared/lightbox/lightbox.ts';
import type { Texts } from '../context.ts';

/** The viewer's words in the language of its gallery. */
export function viewerTexts(text: Texts, hasMore: () => boolean): LightboxTexts {
  return {
    viewer: text.t('viewer'),
    close: text.t('close'),
    previous: text.t('viewerPrevious'),
    next: text.t('viewerNext'),
    zoom: text.t('viewerZoom'),
    page: text.t('viewerPage'),
    failed: text.t('viewerFailed'),
    sensitive: text.t('nsfw'),
    reveal: text.t('reveal'),
    download: text.t('download'),
    share: text.t('share'),
    copy: { link: text.t('copyLink'), done: text.t('linkCopied'), failed: text.t('linkNotCopied') },
    position: (index, count) => text.t(hasMore() ? 'viewerPositionMore' : 'viewerPosition', { index, count }),
  };
}
