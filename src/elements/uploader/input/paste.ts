import { focusedPath, isReachable } from './reachable.ts';

/** Whether a person is writing there: what they paste is theirs. */
export function isEditable(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches(
    'textarea, input:not([type=button], [type=submit], [type=checkbox], [type=radio], [type=file])',
  );
}

/**
 * Whether a paste is for this uploader: it has the focus; or none has, and a person can see and use it. The first that
 * takes a paste takes it from the others. `focused`: the focus is in it.
 */
export function pasteFor(host: HTMLElement): 'focused' | 'usable' | null {
  const focused = focusedPath();
  const uploader = focused.find(({ localName }) => localName === host.localName);
  if (uploader) return uploader === host ? 'focused' : null;
  return host.checkVisibility({ visibilityProperty: true }) && isReachable(host) ? 'usable' : null;
}
