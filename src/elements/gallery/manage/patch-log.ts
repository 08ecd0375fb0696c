import type { Image } from '../../../api/types.ts';
import { valuesOf, withChange, type Change } from './change.ts';

/** An action's part in what is shown of one image; null deletes it. */
interface Step {
  action: object;
  change: Change | null;
}

interface Entry {
  /** The image as the service has it, by all that is known. */
  base: Image;
  /** Whether news of it came while a request about it was under way: the answer may be older than they are. */
  overtaken: boolean;
  steps: Step[];
}

/** An action's end for one image: what is shown of it now, null if nothing, and the values that it had before. */
export interface Settled {
  shown: Image | null;
  former: Change | null;
}

/**
 * The changes that show already, though the service has not answered yet. An image is shown as the service has it,
 * with these changes made on it in their order; so an action that is refused takes back its own fields and no more, whatever came
 * from elsewhere, or was begun, in between.
 */
export class PatchLog {
  readonly #entries = new Map<string, Entry>();

  /** How many images have a change that is not answered. */
  get size(): number {
    return this.#entries.size;
  }

  /** Begins an action on an image; returns what is shown of it from now on. */
  begin(action: object, image: Image, change: Change | null): Image | null {
    const entry = this.#entries.get(image.id) ?? { base: image, overtaken: false, steps: [] };
    entry.steps.push({ action, change });
    this.#entries.set(image.id, entry);
    return shownOf(entry);
  }

  /** An image as it came from elsewhere, a list or an upload; returns what is shown of it, null for nothing. */
  incoming(image: Image): Image | null {
    const entry = this.#entries.get(image.id);
    if (!entry) return image;
    entry.base = image;
    entry.overtaken = true;
    return shownOf(entry);
  }

  /** A request about these images goes out. */
  sent(ids: Iterable<string>): void {
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (entry) entry.overtaken = false;
    }
  }

  /** The service has done an action on an image. @param answer The image as it answered; null without one. */
  done(action: object, id: string, answer: Image | null): Settled {
    const entry = this.#entries.get(id);
    const step = entry?.steps.find((each) => each.action === action);
    if (!entry || !step) return { shown: answer, former: null };
    const { change } = step;
    if (change === null) {
      this.#entries.delete(id);
      return { shown: null, former: null };
    }
    const former = valuesOf(entry.base, change);
    if (!answer) entry.base = withChange(entry.base, change);
    else entry.base = entry.overtaken ? withChange(entry.base, valuesOf(answer, change)) : answer;
    return { shown: this.#drop(entry, step), former };
  }

  /** The service has refused an action on an image, or nobody knows: its change is taken back. */
  refused(action: object, id: string): Image | null {
    const entry = this.#entries.get(id);
    const step = entry?.steps.find((each) => each.action === action);
    return entry && step ? this.#drop(entry, step) : null;
  }

  #drop(entry: Entry, step: Step): Image | null {
    entry.steps = entry.steps.filter((each) => each !== step);
    if (entry.steps.length === 0) this.#entries.delete(entry.base.id);
    return shownOf(entry);
  }
}

function shownOf({ base, steps }: Entry): Image | null {
  let shown = base;
  for (const { change } of steps) {
    if (change === null) return null;
    shown = withChange(shown, change);
  }
  return shown;
}
