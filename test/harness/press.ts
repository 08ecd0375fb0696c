import { executeServerCommand } from '@web/test-runner-commands';

/** Real keys: `Control+Shift+ArrowRight` holds the first two. The space bar is ` `, as in `KeyboardEvent.key`. */
export async function press(chord: string): Promise<void> {
  await executeServerCommand('press-chord', chord.split('+'));
}
