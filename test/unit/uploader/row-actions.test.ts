import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../src/api/index.ts';
import type { Image } from '../../../src/api/types.ts';
import { menuActions, pageOf } from '../../../src/elements/uploader/list/menu-actions.ts';
import { rowActions } from '../../../src/elements/uploader/list/row-actions.ts';
import type { UploadFile } from '../../../src/upload/state/types.ts';

const image = (patch: Partial<Image> = {}) =>
  ({ id: 'a', public: true, page_url: 'https://img.test/a', ...patch }) as Image;
const file = (patch: Partial<UploadFile>) =>
  ({ status: 'ready', source: 'file', image: null, error: null, ...patch }) as UploadFile;
const failed = (code: string) =>
  file({ status: 'failed', error: new ImgproError('No.', { code: code as never }) });

describe('the buttons of a row', () => {
  test.each<[UploadFile, string]>([
    [file({ status: 'queued' }), 'remove'],
    [file({ status: 'uploading' }), 'remove'],
    [file({ status: 'processing', image: image() }), 'remove'],
    [file({ image: image() }), 'menu'],
    [file({ source: 'value' }), 'remove'],
    [failed('network_error'), 'retry remove'],
    [failed('rate_limited'), 'retry remove'],
    [failed('file_unreadable'), 'again remove'],
    [failed('upload_uncertain'), 'upload-again remove'],
    [failed('file_too_large'), 'another remove'],
  ])('%#: %s', (given, actions) =>
    expect(
      rowActions(given, false)
        .map(({ action }) => action)
        .join(' '),
    ).toBe(actions),
  );

  test.each<[UploadFile, string]>([
    [file({ status: 'queued' }), 'remove menu'],
    [file({ status: 'processing', image: image() }), 'remove menu'],
    [file({ image: image() }), 'menu'],
    [file({ source: 'value' }), 'menu'],
    [failed('network_error'), 'retry remove menu'],
  ])('%#, one of several that can be moved: %s', (given, actions) =>
    expect(
      rowActions(given, true)
        .map(({ action }) => action)
        .join(' '),
    ).toBe(actions),
  );

  test('say "cancel" until a file is stored, and "remove" from then on', () => {
    expect(rowActions(file({ status: 'uploading' }), false)[0]!.named).toBe('cancel');
    expect(rowActions(file({ status: 'processing' }), false)[0]!.named).toBe('remove');
    expect(rowActions(failed('network_error'), false)[1]!.named).toBe('remove');
  });
});

describe('the menu of a stored image', () => {
  const none = { canWrite: false, canEdit: false, canDelete: false, deletesOnRemove: false, order: null };
  test.each<[Partial<Image>, Partial<typeof none>, string]>([
    [{}, {}, 'copy open remove'],
    [{}, { canWrite: true }, 'copy open edit remove'],
    [{}, { canEdit: true, canWrite: true }, 'copy open crop edit remove'],
    [{}, { canDelete: true }, 'copy open delete remove'],
    [{}, { canDelete: true, deletesOnRemove: true }, 'copy open delete'],
    [{}, { deletesOnRemove: true }, 'copy open remove'],
    [{ public: false }, { canWrite: true, canDelete: true }, 'edit delete remove'],
  ])('%j, %j: %s', (patch, facts, actions) =>
    expect(menuActions(file({ image: image(patch) }), { ...none, ...facts }).join(' ')).toBe(actions),
  );

  test.each<[UploadFile, { at: number; count: number }, string]>([
    [file({ image: image() }), { at: 0, count: 3 }, 'copy open moveDown remove'],
    [file({ image: image() }), { at: 1, count: 3 }, 'copy open moveUp moveDown remove'],
    [file({ image: image() }), { at: 2, count: 3 }, 'copy open moveUp moveTop remove'],
    [file({ status: 'queued' }), { at: 0, count: 2 }, 'moveDown'],
    [failed('network_error'), { at: 1, count: 2 }, 'moveUp'],
  ])('%#, one of several: %s', (given, order, actions) =>
    expect(menuActions(given, { ...none, order }).join(' ')).toBe(actions),
  );

  test.each(['javascript:alert(1)', 'data:text/html,x', 'blob:https://a.test/b', 'ftp://a.test/b', ''])(
    'leads to no %s',
    (page_url) => expect(pageOf(file({ image: image({ page_url }) }))).toBeNull(),
  );
});
