/** Whether a person is writing there: what they paste is theirs. */
export function isEditable(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches(
    'textarea, input:not([type=button], [type=submit], [type=checkbox], [type=radio], [type=file])',
  );
}

/** A web address on the clipboard, alone. */
export function addressOf(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\/\S+$/i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? trimmed : null;
}
