import { preloadLightbox } from '../shared/lightbox/lightbox.ts';
import { Part } from '../shared/ui/part.ts';

/** The API: galleries of images at hand do without. */
export const servicePart = new Part('connect', () => import('./service.ts'));
/** The bar above the images: what is selected, and what can be done with it. */
export const toolbarPart = new Part('toolbar', () => import('./toolbar/toolbar.ts'));
/** The attribute `manage`. */
export const managePart = new Part('managing', () => import('./manage/index.ts'));
/** Selecting many in one go: the rubber band, and a finger that goes along a run. */
export const selectingPart = new Part('Selecting', () => import('./input/selecting.ts'));
/** The attribute `reorderable`. */
export const draggingPart = new Part('Dragging', () => import('./input/dragging.ts'));
/** Another width for very many images. */
export const relayoutPart = new Part('relayout', () => import('./stage/relayout.ts'));
/** The attribute `scrubber`. */
export const scrubberPart = new Part('Scrubber', () => import('./scrubber/scrubber.ts'));
/** Addresses of flagged images, which the service blurs. */
export const editingPart = new Part('imageAttributes', () => import('../../image/attributes.ts'));
/** The attribute `lightbox`: all of its code at the same time. */
export const viewerPart = new Part('Viewer', async () => {
  const [module] = await Promise.all([import('./viewer/viewer.ts'), preloadLightbox()]);
  return module;
});
