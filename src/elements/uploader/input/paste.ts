/** Whether a person is writing there: what they paste is theirs. */
export function isEditable(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches(
    'textarea, input:not([type=button], [type=submit], [type=checkbox], [type=radio], [type=file])',
  );
}

/** The images of a clipboard, given names that tell them apart: screenshots all come as "image.png". */
export function filesOfPaste(transfer: DataTransfer | null, now = new Date()): File[] {
  const files = [...(transfer?.files ?? [])];
  return files.map((file, at) => {
    if (!/^image\.\w+$/i.test(file.name)) return file;
    const extension = file.name.split('.').pop()!.toLowerCase();
    const number = files.length > 1 ? `-${at + 1}` : '';
    return new File([file], `pasted-${stamp(now)}${number}.${extension}`, {
      type: file.type,
      lastModified: file.lastModified,
    });
  });
}

/** A web address on the clipboard, alone. */
export function addressOf(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\/\S+$/i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? trimmed : null;
}

/** A moment in a file's name: `2026-01-31-174500`. */
export function stamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
