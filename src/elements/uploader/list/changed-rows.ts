import { isProgress, type UploadQueue } from '../../../upload/state/queue.ts';
import { nextFrame } from './frames.ts';
import { ALL_UP_TO } from './long-list.ts';

/** A long list is shown anew no more often than this (ms): its numbers change faster than anybody reads. */
const CALM = 200;

/** The same while files come onto its end, of which no more than their number is seen. */
const CALM_GROWING = 500;

export interface ChangeOptions {
  /** Files came, went or changed their state: render. */
  onStructure(): void;
  /** The progress of these files is another one: paint. */
  onProgress(ids: Iterable<string>): void;
}

/** Gathers the changes of the queue for one frame: uploads report far more often than anybody can see. */
export function gatherChanges(
  queue: UploadQueue,
  { onStructure, onProgress }: ChangeOptions,
): {
  /** Renders in the next frame; a long list when it is time, which is later while it grows. */
  render(isGrowing: boolean): void;
} {
  let moved = new Set<string>();
  let isStructural = false;
  /** A frame is asked for. */
  let isNext = false;
  let shown = -Infinity;
  /** When a frame will be asked for. Without frames meanwhile: with nothing to show, each would still have its price. */
  let due = Infinity;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    const ids = moved;
    moved = new Set();
    shown = performance.now();
    due = Infinity;
    isNext = false;
    if (isStructural) onStructure();
    isStructural = false;
    onProgress(ids);
  };
  const ask = () => {
    clearTimeout(resting);
    isNext = true;
    nextFrame(flush);
  };
  const show = (calm: number) => {
    const time = queue.size > ALL_UP_TO ? shown + calm : -Infinity;
    if (isNext || time >= due) return;
    clearTimeout(resting);
    due = time;
    const left = time - performance.now();
    if (left > 0) resting = setTimeout(ask, left);
    else ask();
  };
  const render = (isGrowing: boolean) => {
    isStructural = true;
    show(isGrowing ? CALM_GROWING : CALM);
  };
  queue.subscribe((change) => {
    if (change.type !== 'updated' || !isProgress(change)) return render(change.type === 'added');
    moved.add(change.file.id);
    show(CALM);
  });
  return { render };
}
