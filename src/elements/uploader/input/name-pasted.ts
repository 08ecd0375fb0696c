/** Pasted images under different names: all screenshots come as "image.png". */
export function namePasted(files: readonly File[], now: Date): File[] {
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

/** A moment in a file's name: `2026-01-31-174500`. */
export function stamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
