import type { Rejection } from '../../upload/check/check-files.ts';
import { concernsAll } from '../../upload/send/errors.ts';
import type { SessionEvent } from '../../upload/state/session-types.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import type { EventBacklog } from './event-backlog.ts';
import { errorText } from './texts/file-text.ts';
import type { ImgproUploaderEventMap } from './uploader.events.ts';
import type { Texts } from './view-model.ts';

/** The details of the page's events. */
export type Details = {
  [Type in keyof ImgproUploaderEventMap]: ImgproUploaderEventMap[Type]['detail'];
};

/** The receivers of the session's events: the page, the form, and people by their screen readers. */
export interface EventReceivers {
  texts: Texts;
  page: EventBacklog<Details>;
  /** See {@link Announcer.announce}. */
  announce(kind: string, say: (count: number) => string, count?: number): void;
  /** News of this kind, said or about to be, is no longer so. */
  unsay(kind: string): void;
  /** The value may be another one. */
  valueChanged(): void;
  refused(rejections: readonly Rejection[]): void;
  emitRejected(rejections: readonly Rejection[]): void;
  /** Why a file was not added, in words. */
  rejectionText(rejection: Rejection): string;
  left(files: readonly UploadFile[]): void;
  held(): void;
  /** Another number of files is being judged. */
  checked(): void;
}

/** Reports an event of the session to each receiver in its own terms: to the form first, then to the page. */
export function reportEvent(event: SessionEvent, receivers: EventReceivers): void {
  const { texts, page } = receivers;
  const { t } = texts;
  switch (event.type) {
    case 'added':
      // Of files that come back, recovery speaks.
      if (!event.restored)
        receivers.announce('added', (count) => t('announceAdded', { count }), event.files.length);
      return page.emit('imgpro-files-added', { files: event.files });
    case 'checking':
      return receivers.checked();
    case 'rejected':
      return reject(event.rejections, receivers);
    case 'start':
      return page.emit('imgpro-upload-start', { file: event.file });
    case 'stored':
      receivers.valueChanged();
      return page.emit('imgpro-upload-success', { file: event.file, image: event.image });
    case 'ready':
      return page.emit('imgpro-image-ready', { file: event.file, image: event.image });
    case 'error': {
      const { files, error } = event;
      const [first] = files;
      receivers.announce(
        'failed',
        (count) => {
          if (concernsAll(error)) return errorText(first!, texts);
          return count === 1 ? `${first!.name}: ${errorText(first!, texts)}` : t('announceFailed', { count });
        },
        files.length,
      );
      receivers.valueChanged();
      return page.emitEach('imgpro-upload-error', files, (file) => ({ file, error }));
    }
    case 'saved':
      return page.emit('imgpro-update', { ids: [event.image.id], errors: [] });
    case 'unsaved':
      return receivers.announce('unsaved', () => t('fieldFailed'));
    case 'removed': {
      const { files, reason } = event;
      const [first] = files;
      receivers.left(files);
      if (reason === 'removed' || reason === 'cancelled')
        receivers.announce(
          'removed',
          (count) =>
            count === 1 ? t('announceRemoved', { name: first!.name }) : t('announceRemovedMany', { count }),
          files.length,
        );
      receivers.valueChanged();
      return page.emitEach('imgpro-file-removed', files, (file) => ({ file, reason }));
    }
    case 'rules':
      return receivers.held();
    case 'hold':
      if (event.hold === 'offline') receivers.announce('hold', () => t('summaryOffline'));
      else receivers.unsay('hold');
      return receivers.held();
    case 'complete': {
      const { successful, failed } = event;
      if (successful.length > 0)
        receivers.announce('complete', (count) => t('announceReady', { count }), successful.length);
      return page.emit('imgpro-complete', { successful, failed });
    }
  }
}

function reject(rejections: readonly Rejection[], receivers: EventReceivers): void {
  const { t } = receivers.texts;
  const [first] = rejections;
  receivers.refused(rejections);
  receivers.announce(
    'rejected',
    (count) => (count === 1 ? receivers.rejectionText(first!) : t('rejected', { count })),
    rejections.length,
  );
  receivers.emitRejected(rejections);
}
