const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text as it can stand in an element or in a quoted attribute. NUL, which no HTML can hold, is dropped. */
export function escapeHtml(text: string): string {
  return text.replace(/\0/g, '').replace(/[&<>"'`]/g, (character) => ENTITIES[character]!);
}
