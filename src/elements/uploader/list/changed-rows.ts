import { isProgress, type UploadQueue } from '../../../upload/state/queue.ts';
import { nextFrame } from './frames.ts';
import { ALL_UP_TO } from './long-list.ts';

/** A long list is rendered no more often than this (ms): its numbers change faster than anybody reads. */
const CALM = 200;

/** The same while files come onto its end, of which no more than their number is seen. */
const CALM_GROWING = 500;

export interface ChangeOptions {
  /** Files came, went or changed their state: render. */
  onStructure(): void;
  /** These files got on, and nothing else: paint. */
  onProgress(ids: Iterable<string>): void;
}

/** Gathers the changes of the queue for one frame: uploads report far more often than anybody can see. */
export function gatherChanges(
  queue: UploadQueue,
  { onStructure, onProgress }: ChangeOptions,
): {
  /** Renders: a long list when it is time, which is later while it grows, others at once. */
  render(isGrowing: boolean): void;
} {
  let moved = new Set<string>();
  let structural = false;
  let scheduled = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let rendered = -Infinity;
  let calm = CALM;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    nextFrame(flush);
  };
  const left = () => (queue.size > ALL_UP_TO ? rendered + calm - performance.now() : 0);
  const flush = () => {
    const ids = moved;
    moved = new Set();
    scheduled = false;
    if (structural) {
      if (left() > 0) rest();
      else {
        structural = false;
        calm = CALM_GROWING;
        rendered = performance.now();
        onStructure();
      }
    }
    onProgress(ids);
  };
  /** Without a frame meanwhile: with nothing to show, each would still have its price. */
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(schedule, left());
  };
  const render = (atMost = CALM) => {
    // It is under way, and soon enough.
    if (structural && atMost >= calm && queue.size > ALL_UP_TO) return;
    structural = true;
    calm = Math.min(calm, atMost);
    if (left() > 0) rest();
    else schedule();
  };
  queue.subscribe((change) => {
    if (change.type === 'added') return render(CALM_GROWING);
    if (change.type === 'removed' || !isProgress(change)) return render();
    moved.add(change.file.id);
    schedule();
  });
  return {
    render: (isGrowing) => (queue.size > ALL_UP_TO ? render(isGrowing ? CALM_GROWING : CALM) : onStructure()),
  };
}
