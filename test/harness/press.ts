import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Real keys, so many times: `Control+Shift+ArrowRight` holds the first two. The space bar is ` `, as in
 * `KeyboardEvent.key`.
 */
export async function press(chord: string, times = 1): Promise<void> {
  await executeServerCommand('press-chord', { keys: chord.split('+'), times });
}
