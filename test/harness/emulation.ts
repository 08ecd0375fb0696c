import * as commands from '@web/test-runner-commands';
import type { Abilities, MediaFeatures } from './wtr-abilities.ts';

const able = commands.executeServerCommand<Abilities, undefined>('abilities');

/** Emulates these media features, and no others, where the browser can, and tells whether it did. */
export async function emulateMedia(features: MediaFeatures): Promise<boolean> {
  const { emulateMedia: can } = await able;
  if (can) await commands.executeServerCommand('media-features', features);
  return can;
}

/** Sets the size of the window where that can be done, and tells whether it was. */
export async function setViewport(size: Parameters<typeof commands.setViewport>[0]): Promise<boolean> {
  const { setViewport: can } = await able;
  if (can) await commands.setViewport(size);
  return can;
}

/** A system colour (`CanvasText`), as computed styles write it. */
export function systemColour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = name;
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
