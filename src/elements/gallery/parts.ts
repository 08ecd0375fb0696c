import { Part } from '../shared/ui/part.ts';

/** The API: galleries of images at hand do without. */
export const servicePart = new Part('connect', () => import('./service.ts'));
/**
 * The acts of people, tiles without a picture, messages in place of images, paper, very long lists: fetched with the first of them, when a person
 * comes near, or when the page is idle.
 */
export const laterPart = new Part('Input', () => import('./later/index.ts'));
/** Images among the children: what a page shows without JavaScript. */
export const childrenPart = new Part('childrenSource', () => import('./data/children.ts'));
/** The attribute `group-by`, and layouts that are no rows. */
export const arrangementsPart = new Part('GroupedTiles', () => import('./view/arrangements.ts'));
/** The bar above the images: what is selected, and what can be done with it. */
export const toolbarPart = new Part('toolbar', () => import('./toolbar/toolbar.ts'));
/** The attribute `manage`. */
export const managePart = new Part('managing', () => import('./manage/index.ts'));
/** Selecting many in one go: the rubber band, and a finger that goes along a run. */
export const selectingPart = new Part('Selecting', () => import('./input/selecting.ts'));
/** The attribute `reorderable`. */
export const draggingPart = new Part('Dragging', () => import('./input/dragging.ts'));
/** The attribute `scrubber`. */
export const scrubberPart = new Part('Scrubber', () => import('./scrubber/scrubber.ts'));
/** Addresses of flagged images, which the service blurs. */
export const editingPart = new Part('imageAttributes', () => import('../../image/attributes.ts'));
/** The attribute `lightbox`: all of its code at the same time. */
export const viewerPart = new Part('Viewer', async () => {
  const [module] = await Promise.all([
    import('./viewer/viewer.ts'),
    import('../shared/lightbox/lightbox-view.ts'),
  ]);
  return module;
});
