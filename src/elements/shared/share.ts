/** The file and the address of a picture, for people to take along. */

/** A file's name as it is saved: the name it was uploaded under, with the extension of what is delivered. */
export function fileNameOf(
  { filename, format }: { filename?: string; format?: string },
  url: string,
): string {
  const last = decode(new URL(url, 'https://relative.invalid/').pathname.split('/').at(-1) ?? '');
  const name = filename || last || 'image';
  return format ? `${name.replace(/\.[a-z0-9]{2,5}$/i, '')}.${format}` : name;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Saves a file. Browsers heed the `download` of a link within one origin only, and pictures come from a CDN: so the
 * bytes are fetched and saved from here. Where that is refused (a CDN without CORS, a `connect-src` without it) the
 * file opens in a tab of its own.
 */
export async function saveFile(url: string, name: string): Promise<void> {
  try {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) throw new Error(`${response.status}`);
    const address = URL.createObjectURL(await response.blob());
    follow(address, name);
    // Revoked too early, the download of some browsers fails.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch {
    follow(url, null);
  }
}

function follow(url: string, download: string | null): void {
  const link = document.createElement('a');
  link.href = url;
  if (download !== null) link.download = download;
  else Object.assign(link, { target: '_blank', rel: 'noopener' });
  // Not in the page: no listener of it should hear of this click.
  link.click();
}

/** Copies text; false when the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text);
  }
}

/** Whether the device offers to send a link to somebody. */
export function canShare(url: string): boolean {
  const { share, canShare: can } = navigator as Partial<Navigator>;
  return share !== undefined && (can === undefined || can.call(navigator, { url }));
}

/** Offers a link to the apps of the device; false when that failed. Whoever gives it up has changed their mind. */
export async function shareLink(url: string, title: string): Promise<boolean> {
  try {
    await navigator.share({ url, title });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}

/** For pages without HTTPS, which have no clipboard of their own. */
function copySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.setProperty('position', 'fixed');
  area.style.setProperty('opacity', '0');
  const before = document.activeElement as HTMLElement | null;
  // Behind an open dialog nothing can be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  before?.focus?.({ preventScroll: true });
  return done;
}
