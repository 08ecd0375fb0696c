export const SVG = 'http://www.w3.org/2000/svg';
export const XLINK = 'http://www.w3.org/1999/xlink';
export const XML = 'http://www.w3.org/XML/1998/namespace';

/** Elements that draw, or say how to; none that runs, moves, embeds or listens (SVG 2, Appendix G). */
const ELEMENTS = new Set(
  `svg g defs symbol use a switch title desc style view
  path rect circle ellipse line polyline polygon text tspan textPath image
  marker pattern clipPath mask linearGradient radialGradient stop filter
  feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
  feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

/** Attributes without a prefix that name an address or a handler, beside those that begin with "on". */
const DROPPED = new Set(['src', 'action', 'formaction', 'ping', 'target', 'data', 'srcdoc', 'attributename']);

export function isAllowedElement(local: string): boolean {
  return ELEMENTS.has(local);
}

/** Attributes of SVG itself, `xlink:href` and `xlink:title`, `xml:space` and `xml:lang`. */
export function isAllowedAttribute(local: string, uri: string): boolean {
  if (uri === XLINK) return local === 'href' || local === 'title';
  if (uri === XML) return local === 'space' || local === 'lang';
  return uri === '' && !/^on/i.test(local) && !DROPPED.has(local.toLowerCase());
}
