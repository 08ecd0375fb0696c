import { html, type TemplateResult } from 'lit/html.js';
import type { PictureEdit } from '../../../upload/state/file-edit.ts';
import type { TextKey, Texts } from '../view-model.ts';
import { placeOf, type Handle, type Size } from './crop-geometry.ts';

const CORNERS: readonly (Handle & { name: TextKey })[] = [
  { x: -1, y: -1, name: 'editorTopLeft' },
  { x: 1, y: -1, name: 'editorTopRight' },
  { x: 1, y: 1, name: 'editorBottomRight' },
  { x: -1, y: 1, name: 'editorBottomLeft' },
];
const EDGES: readonly Handle[] = [
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
];

/**
 * The picture with the frame of the crop. The frame and its corners are sliders: screen readers hand them the arrow keys, and
 * say their value when it changes. The edges are for pointers alone; with keys two corners do the same.
 */
export function frameTemplate({ t }: Texts, edit: PictureEdit, size: Size): TemplateResult {
  const { left, top, width, height } = placeOf(edit, size);
  const most = Math.max(size.width, size.height);
  const text = t('editorSize', { width, height });
  const place = `${t('editorNumberLeft')} ${left}, ${t('editorNumberTop')} ${top}`;
  return html`<canvas aria-hidden="true"></canvas>
    <span hidden id="editor-frame-help">${t('editorFrameHelp')}</span>
    <span hidden id="editor-handle-help">${t('editorHandleHelp')}</span>
    <div class="crop">
      <div
        class="frame"
        role="slider"
        tabindex="0"
        aria-label=${t('editorFrame')}
        aria-valuemin="0"
        aria-valuemax=${most}
        aria-valuenow=${left}
        aria-valuetext="${text}, ${place}"
        aria-describedby="editor-frame-help"
      ></div>
      ${EDGES.map(({ x, y }) => html`<div class="handle edge" data-x=${x} data-y=${y} aria-hidden="true"></div>`)}
      ${CORNERS.map(
        ({ x, y, name }) =>
          html`<div
            class="handle"
            data-x=${x}
            data-y=${y}
            role="slider"
            tabindex="0"
            aria-label=${t(name)}
            aria-valuemin="0"
            aria-valuemax=${most}
            aria-valuenow=${width}
            aria-valuetext=${text}
            aria-describedby="editor-handle-help"
          ></div>`,
      )}
    </div>`;
}
