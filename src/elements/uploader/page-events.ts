import type { Rejection } from '../../upload/check/check-files.ts';
import { concernsAll } from '../../upload/send/errors.ts';
import type { SessionEvent } from '../../upload/state/session-types.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { rejectionText } from './texts/rules-text.ts';
import { errorText } from './texts/file-text.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import type { Texts } from './view-model.ts';

type Details = {
  [Type in keyof ImgproUploaderEventMap]: ImgproUploaderEventMap[Type]['detail'];
};

/** The audience that is told of what the engine does: the page, the form, people who listen. */
export interface Audience {
  texts(): Texts;
  emit<Type extends keyof Details>(type: Type, detail: Details[Type]): void;
  /** Tells of each of many things, in their order. */
  emitEach<Type extends keyof Details, Item>(
    type: Type,
    items: readonly Item[],
    detail: (item: Item) => Details[Type],
  ): void;
  /** See {@link Announcer.announce}. */
  announce(kind: string, say: (count: number) => string, count?: number): void;
  /** News of this kind, said or about to be, is no longer so. */
  unsay(kind: string): void;
  /** The value may be another one. */
  valueChanged(): void;
  refused(rejections: readonly Rejection[]): void;
  left(files: readonly UploadFile[]): void;
  /** Files of an earlier page are on the list again. */
  restored(files: readonly UploadFile[]): void;
  held(): void;
  /** Another number of files is being judged. */
  checked(): void;
}

/** Passes an event of the engine on, in each one's own terms. The form knows before the page is told. */
export function relay(event: SessionEvent, audience: Audience): void {
  const texts = audience.texts();
  const { t } = texts;
  switch (event.type) {
    case 'added':
      if (event.restored) audience.restored(event.files);
      else audience.announce('added', (count) => t('announceAdded', { count }), event.files.length);
      return audience.emit('imgpro-files-added', { files: event.files });
    case 'checking':
      return audience.checked();
    case 'rejected':
      return reject(event.rejections, audience);
    case 'start':
      return audience.emit('imgpro-upload-start', { file: event.file });
    case 'stored':
      audience.valueChanged();
      return audience.emit('imgpro-upload-success', { file: event.file, image: event.image });
    case 'ready':
      return audience.emit('imgpro-image-ready', { file: event.file, image: event.image });
    case 'error': {
      const { files, error } = event;
      const [first] = files;
      audience.announce(
        'failed',
        (count) => {
          if (concernsAll(error)) return errorText(first!, texts);
          return count === 1 ? `${first!.name}: ${errorText(first!, texts)}` : t('announceFailed', { count });
        },
        files.length,
      );
      audience.valueChanged();
      return audience.emitEach('imgpro-upload-error', files, (file) => ({ file, error }));
    }
    case 'saved':
      return audience.emit('imgpro-update', { ids: [event.image.id], errors: [] });
    case 'unsaved':
      return audience.announce('unsaved', () => t('fieldFailed'));
    case 'removed': {
      const { files, reason } = event;
      const [first] = files;
      audience.left(files);
      if (reason === 'removed' || reason === 'cancelled')
        audience.announce(
          'removed',
          (count) =>
            count === 1 ? t('announceRemoved', { name: first!.name }) : t('announceRemovedMany', { count }),
          files.length,
        );
      audience.valueChanged();
      return audience.emitEach('imgpro-file-removed', files, (file) => ({ file, reason }));
    }
    case 'rules':
      return audience.held();
    case 'hold':
      if (event.hold === 'offline') audience.announce('hold', () => t('summaryOffline'));
      else audience.unsay('hold');
      return audience.held();
    case 'complete': {
      const { successful, failed } = event;
      if (successful.length > 0)
        audience.announce('complete', (count) => t('announceReady', { count }), successful.length);
      return audience.emit('imgpro-complete', { successful, failed });
    }
  }
}

function reject(rejections: readonly Rejection[], audience: Audience): void {
  const texts = audience.texts();
  const [first] = rejections;
  audience.refused(rejections);
  audience.announce(
    'rejected',
    (count) => (count === 1 ? rejectionText(first!, texts) : texts.t('rejected', { count })),
    rejections.length,
  );
  audience.emitEach('imgpro-file-rejected', rejections, (rejection) => {
    const { file, code } = rejection;
    const message = rejectionText(rejection, texts);
    return { file: file.data, name: file.name, code, message };
  });
}
