import { Paces, type PaceNow } from '../../../upload/pace/paces.ts';
import { paceWords } from '../texts/pace-text.ts';
import { nextFrame } from './frames.ts';
import { paceStyles } from './pace.styles.ts';
import type { PartContext } from '../part-context.ts';

export { pace as english } from '../../../locales/en/pace.ts';
export const styles = [paceStyles];

/** Between two looks at the pace (ms): more often nobody reads it. */
const CALM = 1000;

/** A person who scrolled less long ago is at it still (ms). */
const RESTING = 1500;

/** A row shows within that time that its file failed (frames), or stands nowhere. */
const FRAMES = 60;

const followed = new WeakSet<PartContext>();

/**
 * Follows uploads from the first call on, as long as there is a session: tells how fast they go, and brings into sight what
 * failed.
 */
export function follow(context: PartContext): void {
  if (followed.has(context)) return;
  followed.add(context);
  tellPace(context);
  showFailures(context);
}

/**
 * Writes the speed and the time left beside the state of all files, and of each large one, while files are sent. It is not
 * announced: a screen reader reads it where it stands.
 */
function tellPace(context: PartContext): void {
  const { host, session } = context;
  const { queue } = session;
  const paces = new Paces(queue);
  let written = new Set<Element>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const look = () => {
    const root = host.shadowRoot!;
    const now = performance.now();
    const isHeld = session.hold !== null;
    const isPreparing = host.maxDimension !== null || host.format !== null;
    const before = written;
    written = new Set();
    const write = (selector: string, pace: PaceNow | null) => {
      const place = pace && root.querySelector(selector);
      if (!place) return;
      const words = paceWords(pace, context.view.texts, isPreparing);
      // Apart, so that a narrow place can go without the speed.
      place.replaceChildren(
        ...words.map(([className, textContent]) =>
          Object.assign(document.createElement('span'), { className, textContent }),
        ),
      );
      written.add(place);
    };
    write('.summary .pace', paces.all(now, isHeld));
    for (const [id, pace] of paces.large(now, isHeld))
      write(`.file[data-id="${CSS.escape(id)}"] .pace`, pace);
    for (const place of before) if (!written.has(place)) place.textContent = '';
    if (paces.isSending && !isHeld) return;
    clearInterval(timer);
    timer = undefined;
  };
  const start = () => {
    if (timer !== undefined || !paces.isSending) return;
    timer = setInterval(look, CALM);
    look();
  };
  queue.subscribe(start);
  start();
}

/**
 * Scrolls the list, and nothing else, to a file that failed: to the first of those that fail until nothing is at work any
 * more. Not from under a person who is at work in the list.
 */
function showFailures({ host, session, list }: PartContext): void {
  const { queue } = session;
  let isShown = false;
  let scrolled = -Infinity;
  host.shadowRoot!.addEventListener('scroll', () => (scrolled = performance.now()), {
    capture: true,
    passive: true,
  });

  const show = async (id: string) => {
    isShown = true;
    const box = host.shadowRoot!.querySelector<HTMLElement>('.list');
    const isBusy = () => box?.matches(':focus-within, :active') || performance.now() - scrolled < RESTING;
    if (!box || isBusy()) return;
    let row: HTMLElement | undefined;
    // The error makes a row higher: it is rendered before the list scrolls there.
    for (let frame = 0; frame < FRAMES && row?.dataset['status'] !== 'failed'; frame += 1) {
      await new Promise<void>((resolve) => nextFrame(resolve));
      await host.updateComplete;
      if (queue.get(id)?.status !== 'failed' || box.matches(':focus-within')) return;
      row = await list.rowOf(id);
    }
    if (!row) return;
    const { offsetTop: top, offsetHeight: height } = row;
    // A row that is higher than the list is read from its beginning.
    box.scrollTop = Math.min(top, Math.max(box.scrollTop, top + height - box.clientHeight));
  };
  const [first] = queue.in('failed');
  if (first) void show(first.id);
  queue.subscribe((change) => {
    if (change.type !== 'updated' || change.file.status === change.previous.status) return;
    if (change.file.status === 'failed' && !isShown) return void show(change.file.id);
    // Something is at work again after all was settled: its failure will be news.
    const { queued, sending, processing, paused } = queue.counts;
    if (change.previous.status === 'failed' && queued + sending + processing + paused === 1) isShown = false;
  });
}
