import { iso } from '../rules/published-at.ts';
import { escape } from './escape.ts';

/** Data that the viewer page shows. */
export type View =
  | { standing: 'missing' }
  | {
      standing: 'ready' | 'processing' | 'failed' | 'blocked';
      title: string;
      filename: string;
      caption: string | null;
      alt: string;
      url: string;
      pageUrl: string;
      width: number;
      height: number;
      bytes: number;
      format: string;
      publishedAt: number;
      expiresAt: number | null;
      nsfw: boolean;
      transformable: boolean;
    };

const NOTICES: Record<'missing' | 'processing' | 'failed' | 'blocked', [title: string, text: string]> = {
  missing: ['Nothing here', 'This image does not exist, is private, or has expired.'],
  processing: ['Almost there', 'This image is still being prepared. The page looks again by itself.'],
  failed: ['This image could not be processed', 'Its file was damaged or of a kind that can’t be shown.'],
  blocked: ['This image is not available', 'It was taken down by moderation.'],
};

/** The viewer page: the picture as large as the window allows, its caption, and what it is. No script. */
export function viewerPage(view: View): string {
  if (view.standing !== 'ready') {
    const [title, text] = NOTICES[view.standing];
    const refresh = view.standing === 'processing' ? '<meta http-equiv="refresh" content="2">' : '';
    return page(title, refresh, `<main class="notice"><div><h1>${title}</h1><p>${text}</p></div></main>`);
  }
  const { width, height, url } = view;
  const picture = `<img src="${escape(url)}"${srcset(view)} alt="${escape(view.alt)}" width="${width}" height="${height}">`;
  const guarded = view.nsfw
    ? `<details class="guard"><summary>Sensitive content. Show it</summary>${picture}</details>`
    : picture;
  const facts = [`${width} × ${height}`, view.format.toUpperCase(), size(view.bytes), date(view.publishedAt)];
  if (view.expiresAt !== null) facts.push(`expires ${date(view.expiresAt)}`);
  const head =
    `<meta property="og:title" content="${escape(view.title)}"><meta property="og:type" content="website">` +
    `<meta property="og:url" content="${escape(view.pageUrl)}">` +
    (view.transformable && !view.nsfw
      ? `<meta property="og:image" content="${escape(url)}?size=social"><meta name="twitter:card" content="summary_large_image">`
      : '');
  const caption = view.caption === null ? '' : `<h1>${escape(view.caption)}</h1>`;
  const body =
    `<main class="stage" style="--w:${width};--h:${height}"><figure>${guarded}</figure></main>` +
    `<footer><div>${caption}<p class="facts">${facts.map((fact) => `<span>${escape(fact)}</span>`).join('')}</p></div>` +
    `<p class="links"><a href="${escape(url)}">Open the file</a><a href="${escape(url)}" download="${escape(view.filename)}">Download</a></p></footer>`;
  return page(view.title, head, body);
}

function srcset(view: Extract<View, { url: string }>): string {
  if (!view.transformable) return '';
  const steps = [800, 1600]
    .filter((side) => side < view.width)
    .map((side) => `${view.url}?w=${side} ${side}w`);
  return ` srcset="${escape([...steps, `${view.url} ${view.width}w`].join(', '))}" sizes="min(100vw, ${view.width}px)"`;
}

function page(title: string, head: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)} · img.pro mock</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${head}` +
    `<style>${STYLE}</style></head><body>${body}</body></html>`
  );
}

const STYLE = `
  :root { color-scheme: light dark; --ink: light-dark(#1c1b1a, #f2f0ec); --soft: light-dark(#6d6a64, #a19d95); --ground: light-dark(#f6f4f0, #131211); --line: light-dark(#e2ded6, #2b2926); }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100dvh; display: grid; grid-template-rows: 1fr auto; background: var(--ground); color: var(--ink); font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; }
  .stage { display: grid; place-items: center; padding: clamp(12px, 3vw, 40px); min-height: 0; }
  figure { margin: 0; inline-size: min(100%, calc((100dvh - 190px) * var(--w) / var(--h)), calc(var(--w) * 1px)); }
  img { display: block; inline-size: 100%; block-size: auto; border-radius: 6px; background: var(--line); box-shadow: 0 1px 2px rgb(0 0 0 / .12), 0 18px 50px -20px rgb(0 0 0 / .45); }
  footer { display: flex; flex-wrap: wrap; gap: 12px 32px; align-items: end; justify-content: space-between; padding: 18px clamp(16px, 3vw, 40px) 22px; border-block-start: 1px solid var(--line); }
  h1 { margin: 0 0 2px; font-size: 1.0625rem; font-weight: 600; text-wrap: balance; }
  p { margin: 0; }
  .facts { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
  .links { display: flex; gap: 8px; }
  a { color: inherit; text-decoration: none; font-size: .875rem; font-weight: 550; padding: 7px 14px; border: 1px solid var(--line); border-radius: 999px; }
  a:hover { border-color: var(--soft); }
  a:focus-visible, summary:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
  .notice { display: grid; place-items: center; padding: 24px; text-align: center; color: var(--soft); }
  .notice h1 { color: var(--ink); font-size: 1.5rem; margin-block-end: 6px; }
  .guard summary { cursor: pointer; padding: 18vh 16px; text-align: center; border: 1px dashed var(--line); border-radius: 6px; color: var(--soft); list-style: none; }
  .guard[open] summary { padding: 8px; border: 0; }
`;

function size(bytes: number): string {
  return bytes >= 1_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1000))} KB`;
}

function date(seconds: number): string {
  return iso(seconds).slice(0, 10);
}
