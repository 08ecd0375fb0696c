import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { image as english } from '../../../locales/en/image.ts';
import { icon, type IconName } from '../../shared/pictures/icons.ts';
import { preloadLightbox } from '../../shared/lightbox/lightbox.ts';
import { adviseOfValue } from './advice.ts';

/** The tools for a picture that is shown; all but `zoom`, which is `zoomable`, can stand in `actions`. */
export type ToolName = 'zoom' | 'download' | 'copy-link';

const ACTIONS = ['download', 'copy-link'] as const;

/** The tools of a picture, in the order of the attribute; words that name none are told to `wrong`. */
export function toolsOf(zoomable: boolean, actions: string | readonly string[] | null): ToolName[] {
  const words = typeof actions === 'string' ? actions.split(/[\s,]+/).filter(Boolean) : (actions ?? []);
  const known = (word: string): word is (typeof ACTIONS)[number] =>
    (ACTIONS as readonly string[]).includes(word);
  for (const word of words) if (!known(word)) adviseOfValue('actions', word, ACTIONS, '');
  return [...(zoomable ? ['zoom' as const] : []), ...new Set(words.filter(known))];
}

type Key = keyof typeof english;

/** The result of the last use, for as long as that is news. */
export interface ToolNews {
  tool: ToolName;
  text: Key;
  good: boolean;
  /** The same was told just now: another text for a screen reader, with the same words. */
  again: boolean;
}

interface ToolsContext {
  names: readonly ToolName[];
  alt: string;
  news: ToolNews | null;
  use(tool: ToolName): void;
  t(key: Key, parameters?: Record<string, string>): string;
}

const TOOLS: Record<ToolName, { icon: IconName; label: Key; named: Key }> = {
  zoom: { icon: 'zoom', label: 'zoom', named: 'zoomNamed' },
  download: { icon: 'download', label: 'download', named: 'downloadNamed' },
  'copy-link': { icon: 'link', label: 'copyLink', named: 'copyLinkNamed' },
};

/** The buttons in the corner of the picture; a click on the picture itself zooms as well. */
export function tools({ names, alt, news, use, t }: ToolsContext): TemplateResult {
  return html`<div class="tools">
    <span class="news" role="status">${news ? t(news.text) + (news.again ? '\u00a0' : '') : nothing}</span>
    ${names.map((name) => button(name))}
  </div>`;

  function button(name: ToolName): TemplateResult {
    const tool = TOOLS[name];
    const preload = () => name === 'zoom' && void preloadLightbox().catch(() => {}); // said when it is really wanted
    return html`<button
      part=${name}
      class="icon-button"
      type="button"
      aria-label=${alt ? t(tool.named, { alt }) : t(tool.label)}
      title=${t(tool.label)}
      @click=${() => use(name)}
      @pointerenter=${preload}
      @focus=${preload}
    >
      ${icon(news?.tool === name && news.good ? 'check' : tool.icon)}
    </button>`;
  }
}
