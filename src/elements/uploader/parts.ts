import { online } from '../../upload/connectivity.ts';
import { Part } from '../shared/ui/part.ts';

// Each is fetched again once the browser is online: its uploader can wait for it.

/** The attribute `recover`. */
export const recoveryPart = new Part(
  'RecoveryController',
  () => import('./recovery/recovery-controller.ts'),
  online,
);
/** Files that were not added. */
export const rejectionsPart = new Part('rejectionsTemplate', () => import('./panel/rejections.ts'), online);
/** The attribute `fields`. */
export const fieldsPart = new Part('editFields', () => import('./list/fields.ts'), online);
/** The button "From a link". */
export const linkPart = new Part('linkForm', () => import('./panel/link-form.ts'), online);
/** The attribute `view="grid"`. */
export const tilesPart = new Part('styles', () => import('./list/tiles.styles.ts'), online);
/** Large letters, less motion, forced colours, paper. */
export const mediaPart = new Part('styles', () => import('./panel/media.styles.ts'), online);
/** The camera of a desktop or laptop. */
export const cameraPart = new Part('openCamera', () => import('./input/camera/camera-dialog.ts'), online);
/** The attribute `editor`: what it adds to a row, and what becomes of an edited file. */
export const editingPart = new Part('editFile', () => import('./edit/edit-file.ts'), online);
/** The editor of a picture. */
export const editorPart = new Part('EditorDialog', () => import('./edit/editor-dialog.ts'), online);
/** The overlay on a drop target elsewhere on the page. */
export const overlayPart = new Part('cover', () => import('./input/drop-overlay.ts'), online);
/** Lists that are too long to stand in the page as a whole. */
export const longListPart = new Part('RowGeometry', () => import('./list/row-geometry.ts'), online);
/** The menu of a stored image. */
export const rowMenuPart = new Part('openRowMenu', () => import('./list/row-menu.ts'), online);
/** Uploads that take a while or fail: speed and time left, and the row that failed in sight. */
export const followPart = new Part('follow', () => import('./list/follow.ts'), online);
/** Folders, pastes and links. */
export const intakePart = new Part('Intake', () => import('./input/intake.ts'), online);
/** Putting files into another order. */
export const orderPart = new Part('Ordering', () => import('./list/order/ordering.ts'), online);
/** Limits, ends and offers of the service. */
export const servicePart = new Part(
  'serviceFactsOf',
  () => import('./panel/service/service-facts.ts'),
  online,
);
