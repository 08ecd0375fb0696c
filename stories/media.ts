/** The media features that a page cannot set, and their conditions in style sheets. */
const FEATURES = { motion: 'prefers-reduced-motion', colours: 'forced-colors' } as const;
type Feature = keyof typeof FEATURES;

const original = new WeakMap<CSSMediaRule, string>();
let wanted: Record<Feature, boolean> = { motion: false, colours: false };

/** Shows what the elements' style sheets hold for people who want less motion, or have their own colours. */
export function pretend(features: Record<Feature, boolean>): void {
  wanted = features;
  refresh();
}

function refresh(root: Document | ShadowRoot = document): void {
  for (const sheet of root.adoptedStyleSheets)
    for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule) turn(rule);
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) refresh(shadowRoot);
}

function turn(rule: CSSMediaRule): void {
  const text = original.get(rule) ?? rule.media.mediaText;
  original.set(rule, text);
  for (const feature of Object.keys(FEATURES) as Feature[]) {
    if (!text.includes(FEATURES[feature])) continue;
    const isForIt = !text.includes('no-preference') && !text.includes('none');
    rule.media.mediaText = wanted[feature] ? (isForIt ? 'all' : 'not all') : text;
  }
}

// Parts of an element that come later bring style sheets of their own.
setInterval(refresh, 500);
