import { executeServerCommand } from '@web/test-runner-commands';

/** A finger that goes from one point of the window to another; false where the browser cannot be told to. */
export function swipe(from: { x: number; y: number }, to: { x: number; y: number }): Promise<boolean> {
  return executeServerCommand('swipe', { from, to });
}
