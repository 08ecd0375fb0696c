import type { Rejection } from '../../upload/check/check-files.ts';
import { concernsAll } from '../../upload/send/errors.ts';
import type { SessionEvent } from '../../upload/state/session-types.ts';
import type { Hold } from '../../upload/state/status.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import type { Announcer } from './announcer.ts';
import type { EventBacklog } from './event-backlog.ts';
import type { Refused } from './panel/refused.ts';
import { errorText } from './texts/file-text.ts';
import type { Details } from './uploader.events.ts';
import type { Texts } from './view-model.ts';

/** The receivers of the session's events: the page, the form, and people by their screen readers. */
export interface EventReceivers {
  texts: Texts;
  page: EventBacklog<Details>;
  announcer: Pick<Announcer, 'announce' | 'unsay'>;
  refused: Pick<Refused, 'set' | 'announce' | 'report'>;
  /** The value may be another one. */
  valueChanged(): void;
  left(files: readonly UploadFile[]): void;
  held(): void;
  /** Why nothing is sent now. */
  hold(): Hold | null;
  /** Whether some file is still to be sent, or on its way. */
  isUnsent(): boolean;
  /** Another number of files is being judged. */
  checked(): void;
}

/** Reports an event of the session to each receiver in its own terms: to the form first, then to the page. */
export function reportEvent(event: SessionEvent, receivers: EventReceivers): void {
  const { texts, page, announcer } = receivers;
  const { t } = texts;
  switch (event.type) {
    case 'added':
      // Of files that come back, recovery speaks.
      if (!event.restored)
        announcer.announce('added', (count) => t('announceAdded', { count }), event.files.length);
      if (!event.restored) tellHold(receivers);
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
      announcer.announce(
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
      return announcer.announce('unsaved', () => t('fieldFailed'));
    case 'removed': {
      const { files, reason } = event;
      const [first] = files;
      receivers.left(files);
      if (reason === 'removed' || reason === 'cancelled')
        announcer.announce(
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
      tellHold(receivers);
      return receivers.held();
    case 'complete': {
      const { successful, failed } = event;
      if (successful.length > 0)
        announcer.announce('complete', (count) => t('announceReady', { count }), successful.length);
      return page.emit('imgpro-complete', { successful, failed });
    }
  }
}

/** Says why nothing is sent, where something is to be, and takes it back once it is over. */
function tellHold({ hold, isUnsent, announcer, texts: { t } }: EventReceivers): void {
  const reason = isUnsent() ? hold() : null;
  if (reason === 'offline') announcer.announce('hold', () => t('summaryOffline'));
  else if (reason === 'paused') announcer.announce('hold', () => t('summaryPaused'));
  else announcer.unsay('hold');
}

function reject(rejections: readonly Rejection[], { page, announcer, refused }: EventReceivers): void {
  refused.set(rejections);
  refused.announce(rejections, announcer);
  refused.report(rejections, page);
}
