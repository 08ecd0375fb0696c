const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Local names of the properties that contain a location, whatever their prefix: of Exif and drones (GPS*), IPTC Core and
 * Extension (Location, LocationCreated, LocationShown and their fields), Photoshop (City, State, Country).
 */
const PLACES =
  /^(?:gps.*|.*(?:latitude|longt?itude|altitude)|location(?:created|shown|id|name)?|city|state|country(?:code|name)?|provincestate|sub-?location|worldregion)$/i;

function isPlace(name: string): boolean {
  return PLACES.test(name.slice(name.indexOf(':') + 1));
}

const NAME = /[^\s/>=<"']+/y;
const ATTRIBUTE = /\s+([^\s=/>"']+)\s*=\s*(?:"[^"<]*"|'[^'<]*')/y;
const END = /\s*(\/?)>/y;

/**
 * Removes the properties that contain a location from an XMP packet, in place; spaces at the end keep its length. False,
 * without a change, when the packet is not well-formed UTF-8 XML; it then has to be blanked as a whole.
 */
export function scrubXmp(packet: Uint8Array): boolean {
  let text: string;
  try {
    text = decoder.decode(packet);
  } catch {
    return false;
  }
  const cuts = placesIn(text);
  if (!cuts) return false;
  if (cuts.length === 0) return true;
  let kept = '';
  let at = 0;
  for (const [start, end] of cuts) {
    kept += text.slice(at, start);
    at = end;
  }
  const bytes = encoder.encode(kept + text.slice(at));
  packet.set(bytes);
  packet.fill(0x20, bytes.length); // white space is allowed behind the end of the packet
  return true;
}

/** Ranges of the text to remove, in order; null when it is not well formed. */
function placesIn(text: string): [number, number][] | null {
  const cuts: [number, number][] = [];
  const open: string[] = [];
  /** Start and depth of the outermost element that is being removed. */
  let cutting: { start: number; depth: number } | null = null;
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    if (start < 0) break;
    const skipped = skip(text, start);
    if (skipped === null) return null;
    if (skipped > 0) {
      at = skipped;
      continue;
    }
    const closing = text[start + 1] === '/';
    NAME.lastIndex = start + (closing ? 2 : 1);
    const name = NAME.exec(text)?.[0];
    if (!name) return null;
    at = NAME.lastIndex;
    if (!closing)
      for (;;) {
        ATTRIBUTE.lastIndex = at;
        const attribute = ATTRIBUTE.exec(text);
        if (!attribute) break;
        if (!cutting && !isPlace(name) && attribute[1]!.includes(':') && isPlace(attribute[1]!))
          cuts.push([at, ATTRIBUTE.lastIndex]);
        at = ATTRIBUTE.lastIndex;
      }
    END.lastIndex = at;
    const end = END.exec(text);
    if (!end || (closing && end[1])) return null;
    at = END.lastIndex;
    if (closing) {
      if (open.pop() !== name) return null;
      if (cutting?.depth === open.length) {
        cuts.push([cutting.start, at]);
        cutting = null;
      }
    } else if (end[1]) {
      if (!cutting && isPlace(name)) cuts.push([start, at]);
    } else {
      if (!cutting && isPlace(name)) cutting = { start, depth: open.length };
      open.push(name);
    }
  }
  return open.length === 0 ? cuts : null;
}

/** Offset behind a comment, CDATA section or instruction; 0 for a tag; null for a doctype, or when the end is missing. */
function skip(text: string, start: number): number | null {
  const kinds = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const;
  for (const [opening, closing] of kinds) {
    if (!text.startsWith(opening, start)) continue;
    const end = text.indexOf(closing, start + opening.length);
    return end < 0 ? null : end + closing.length;
  }
  return text[start + 1] === '!' ? null : 0;
}
