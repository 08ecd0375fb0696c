import * as commands from '@web/test-runner-commands';
import type { Abilities } from './wtr-abilities.ts';

const able = commands.executeServerCommand<Abilities, undefined>('abilities');

/** Emulates media features where the browser can, and tells whether it did. */
export async function emulateMedia(features: Parameters<typeof commands.emulateMedia>[0]): Promise<boolean> {
  const { emulateMedia: can } = await able;
  if (can) await commands.emulateMedia(features);
  return can;
}

/** Sets the size of the window where that can be done, and tells whether it was. */
export async function setViewport(size: Parameters<typeof commands.setViewport>[0]): Promise<boolean> {
  const { setViewport: can } = await able;
  if (can) await commands.setViewport(size);
  return can;
}
