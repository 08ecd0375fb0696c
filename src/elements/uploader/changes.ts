import { isProgress, type UploadQueue } from '../../upload/queue.ts';
import { nextFrame } from './frames.ts';
import { ALL_UP_TO } from './list-window.ts';

/** A long list is rendered no more often than this (ms): its numbers change faster than anybody reads. */
const CALM = 200;

export interface ChangeOptions {
  /** Files came, went or changed their state: render. */
  onStructure(): void;
  /** These files got on, and nothing else: paint. */
  onProgress(ids: Iterable<string>): void;
}

/** Gathers what the queue tells, for one frame: uploads report far more often than anybody can see. */
export function gatherChanges(queue: UploadQueue, { onStructure, onProgress }: ChangeOptions): void {
  let moved = new Set<string>();
  let structural = false;
  let scheduled = false;
  let rendered = -Infinity;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    nextFrame(flush);
  };
  const flush = () => {
    const ids = moved;
    moved = new Set();
    scheduled = false;
    if (structural) render();
    onProgress(ids);
  };
  const render = () => {
    const rest = queue.size > ALL_UP_TO ? rendered + CALM - performance.now() : 0;
    if (rest > 0) {
      scheduled = true;
      setTimeout(() => nextFrame(flush), rest);
      return;
    }
    structural = false;
    rendered = performance.now();
    onStructure();
  };
  queue.subscribe((change) => {
    if (change.type === 'updated' && isProgress(change)) moved.add(change.file.id);
    else structural = true;
    schedule();
  });
}
