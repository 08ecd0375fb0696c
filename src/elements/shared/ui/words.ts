/** Words of a list attribute, by spaces or commas. */
export function words(list: string | readonly string[] | null | undefined): string[] {
  if (!list) return [];
  return (typeof list === 'string' ? list.split(/[\s,]+/) : [...list]).filter(Boolean);
}
