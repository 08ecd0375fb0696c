import { html, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';

/** The check mark that selects an image. @param focusable Whether the Tab key leads to its tile. */
export function tileCheck(label: string, checked: boolean, focusable: boolean): TemplateResult {
  return html`<button
    class="check"
    part="check"
    type="button"
    role="checkbox"
    aria-checked=${checked ? 'true' : 'false'}
    aria-label=${label}
    tabindex=${focusable ? 0 : -1}
    data-act="check"
  >
    <span class="mark">${icon('check')}</span>
  </button>`;
}

/** A group's check mark: whether all of it is selected, or none, or some. */
export interface GroupCheck {
  /** The id of its heading. */
  name: string;
  state: 'true' | 'false' | 'mixed';
  focusable: boolean;
  /** The indices of its first image, and of the one after its last. */
  start: number;
  end: number;
}

/** A check mark that selects a whole group. */
export function groupCheck({ name, state, focusable, start, end }: GroupCheck): TemplateResult {
  return html`<button
    class="check group-check"
    part="check"
    type="button"
    role="checkbox"
    aria-checked=${state}
    aria-labelledby=${name}
    tabindex=${focusable ? 0 : -1}
    data-group="${start} ${end}"
  >
    <span class="mark">${icon('check')}</span>
  </button>`;
}
