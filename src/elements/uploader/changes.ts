import { isProgress, type UploadQueue } from '../../upload/queue.ts';
import { nextFrame } from './frames.ts';

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

  const flush = () => {
    const ids = moved;
    const render = structural;
    moved = new Set();
    scheduled = structural = false;
    if (render) onStructure();
    onProgress(ids);
  };
  queue.subscribe((change) => {
    if (change.type === 'updated' && isProgress(change)) moved.add(change.file.id);
    else structural = true;
    if (scheduled) return;
    scheduled = true;
    nextFrame(flush);
  });
}
