import type { TextKey } from '../../view-model.ts';

/** Why there is no picture of the camera, as the key of a sentence. */
export type CameraProblem = Extract<
  TextKey,
  `camera${'Insecure' | 'Blocked' | 'Denied' | 'None' | 'Busy' | 'Gone' | 'Failed'}`
>;

const BY_NAME: Record<string, CameraProblem> = {
  NotAllowedError: 'cameraDenied',
  SecurityError: 'cameraBlocked',
  NotFoundError: 'cameraNone',
  OverconstrainedError: 'cameraNone',
  NotReadableError: 'cameraBusy',
  AbortError: 'cameraBusy',
};

/**
 * The problem behind an error of `getUserMedia`. `isAllowed` is what the page's Permissions Policy says: a camera it
 * forbids cannot be allowed by anybody, and browsers give the same error for both.
 */
export function problemOf(cause: unknown, isAllowed: boolean): CameraProblem {
  const name = (cause as { name?: unknown } | null)?.name;
  const problem = (typeof name === 'string' && BY_NAME[name]) || 'cameraFailed';
  return problem === 'cameraDenied' && !isAllowed ? 'cameraBlocked' : problem;
}

/** Whether a person can do something about it, and trying again makes sense. */
export function isRepeatableProblem(problem: CameraProblem): boolean {
  return problem !== 'cameraInsecure' && problem !== 'cameraBlocked';
}

/** Whether the page's Permissions Policy allows the camera; true where a browser does not say. */
export function isCameraAllowed(): boolean {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(name: string): boolean } };
  return featurePolicy?.allowsFeature('camera') ?? true;
}

/** The side that a camera looks at, and the other one; undefined where the browser does not say. */
export function otherSide(facing: string | undefined): 'user' | 'environment' | undefined {
  return facing === 'user' ? 'environment' : facing === 'environment' ? 'user' : undefined;
}

/** The name of a photo that none of these has: `photo-2026-01-31-174500.jpg`, then `…-2.jpg`. */
export function photoName(moment: string, names: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = `photo-${moment}${number > 1 ? `-${number}` : ''}.jpg`;
    if (!names.includes(name)) return name;
  }
}

/** The next camera of a list, round and round. */
export function nextCamera(ids: readonly string[], current: string | undefined): string | undefined {
  return ids[(ids.indexOf(current ?? '') + 1) % Math.max(1, ids.length)];
}
