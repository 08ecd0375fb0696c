import { arrange } from './arrangement.ts';
import type { GalleryContext } from '../context.ts';
import type { ListGeometry } from './geometry.ts';
import type { Stage } from './stage.ts';
import { scaleOf, screenRect } from './viewport.ts';

/** The coordinates of the list that a stage shows. */
export function listGeometry(context: GalleryContext, stage: Stage): ListGeometry {
  return {
    get width() {
      return stage.width;
    },
    get offset() {
      return stage.offset;
    },
    view: () => stage.view(),
    pointAt: (clientX, clientY) => {
      const { list } = stage;
      if (!list) return { x: 0, y: 0 };
      const { left, right, top } = screenRect(list);
      const scale = scaleOf(list);
      const across = context.settings().rtl ? right - clientX : clientX - left;
      return { x: across / scale, y: (clientY - top) / scale + stage.offset };
    },
    boxesAfterMove: (from, to) => {
      const { shapes, options } = stage.arrangement;
      const moved = [...shapes];
      moved.splice(to, 0, ...moved.splice(from, 1));
      return { ...arrange(moved, options), count: stage.boxes.count };
    },
  };
}
