import { executeServerCommand } from '@web/test-runner-commands';
import type { Touch } from './wtr-touch.ts';

/** A device without a mouse, or no longer one. Says whether the browser can be one. */
export function touchscreen(on: boolean): Promise<boolean> {
  return executeServerCommand<boolean, boolean>('touchscreen', on);
}

/** A real step of real fingers; false where the browser cannot be told to. */
export function touch(type: Touch['type'], ...points: (readonly [number, number])[]): Promise<boolean> {
  return executeServerCommand<boolean, Touch>('touch', { type, points: points.map(([x, y]) => ({ x, y })) });
}

/** Moves one finger in small steps, as the glass reports it. */
export async function slide(
  from: readonly [number, number],
  to: readonly [number, number],
  steps = 8,
): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    const part = step / steps;
    await touch('touchMove', [
      Math.round(from[0] + (to[0] - from[0]) * part),
      Math.round(from[1] + (to[1] - from[1]) * part),
    ]);
  }
}

/** A finger that goes from one point of the window to another; false where the browser cannot be told to. */
export function swipe(from: { x: number; y: number }, to: { x: number; y: number }): Promise<boolean> {
  return executeServerCommand('swipe', { from, to });
}
