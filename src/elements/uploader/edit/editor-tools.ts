import { html, noChange, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import type { PictureEdit } from '../../../upload/state/file-edit.ts';
import type { TextKey, Texts } from '../view-model.ts';
import * as geometry from './crop-geometry.ts';
import { editIcon } from './edit-icons.ts';

export interface ToolsOptions {
  ratios: readonly string[];
  edit: PictureEdit;
  size: geometry.Size;
  least: geometry.Size;
  canUndo: boolean;
  /** The number that is being written: its field is left alone. */
  writing?: string | undefined;
  /** Nothing can be changed now. */
  locked: boolean;
  /**
   * @param kind Changes of one kind in a row are one step; null: a step of its own.
   * @param say The act, for screen readers.
   */
  change(edit: PictureEdit, kind: string | null, say?: string): void;
  /** The next change is a step of its own. */
  rest(): void;
  /** The picture is being moved: the thirds help to see how it stands. */
  moving(isMoving: boolean): void;
  undo(): void;
}

const NUMBERS = [
  ['left', 'editorNumberLeft'],
  ['top', 'editorNumberTop'],
  ['width', 'editorNumberWidth'],
  ['height', 'editorNumberHeight'],
] as const;

/** Everything that is done by buttons, slider and numbers. */
export function editorTools(texts: Texts, options: ToolsOptions): TemplateResult {
  return html`<div class="tools" ?inert=${options.locked}>
    ${ratioChoice(texts, options)}${turnButtons(texts, options)}${straighten(texts, options)}
    ${numbers(texts, options)}
  </div>`;
}

function ratioText(ratio: string, { t }: Texts): string {
  if (ratio === 'free') return t('editorFree');
  if (ratio === 'original') return t('editorOriginal');
  return ratio === '1:1' ? t('editorSquare') : ratio;
}

/** The ratios, as radio buttons: one tab stop, arrow keys choose. */
function ratioChoice(texts: Texts, { ratios, edit, size, change }: ToolsOptions): TemplateResult | null {
  const { t } = texts;
  if (ratios.length < 2) return null;
  return html`<fieldset class="ratios">
    <legend class="visually-hidden">${t('editorRatio')}</legend>
    ${ratios.map(
      (ratio) =>
        html`<label>
          <input
            type="radio"
            name="editor-ratio"
            value=${ratio}
            .checked=${live(edit.ratio === ratio)}
            @change=${() => change(geometry.withRatio(edit, ratio, size), null, ratioText(ratio, texts))}
          /><span>${ratioText(ratio, texts)}</span>
        </label>`,
    )}
  </fieldset>`;
}

function turnButtons({ t }: Texts, options: ToolsOptions): TemplateResult {
  const { edit, size, canUndo, change, undo } = options;
  const button = (
    action: string,
    name: TextKey,
    shape: Parameters<typeof editIcon>[0],
    act: () => void,
    isOff = false,
  ) =>
    html`<button
      type="button"
      class="icon-button"
      data-action=${action}
      aria-label=${t(name)}
      title=${t(name)}
      aria-disabled=${isOff ? 'true' : 'false'}
      @click=${act}
    >
      ${editIcon(shape)}
    </button>`;
  const does = (name: TextKey, next: () => PictureEdit) => () => change(next(), null, t(name));
  return html`<div class="turns">
    ${button(
      'turn-left',
      'editorTurnLeft',
      'left',
      does('editorTurnLeft', () => geometry.turned(edit, -1, size)),
    )}
    ${button(
      'turn-right',
      'editorTurnRight',
      'right',
      does('editorTurnRight', () => geometry.turned(edit, 1, size)),
    )}
    ${button(
      'mirror',
      'editorMirror',
      'mirror',
      does('editorMirror', () => geometry.mirrored(edit, 'x')),
    )}
    ${button(
      'flip',
      'editorFlip',
      'flip',
      does('editorFlip', () => geometry.mirrored(edit, 'y')),
    )}
    ${button('undo', 'editorUndo', 'undo', undo, !canUndo)}
  </div>`;
}

function straighten({ t, lang }: Texts, { edit, size, change, rest, moving }: ToolsOptions): TemplateResult {
  const { angle } = edit;
  const set = ({ target }: Event) => {
    moving(true);
    change(geometry.straightened(edit, (target as HTMLInputElement).valueAsNumber, size), 'straighten');
  };
  const settle = () => {
    moving(false);
    rest();
  };
  const shown = new Intl.NumberFormat(lang, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  return html`<label class="straighten">
    <span>${t('editorStraighten')}</span>
    <input
      type="range"
      dir="ltr"
      min=${-geometry.MOST_ANGLE}
      max=${geometry.MOST_ANGLE}
      step="0.5"
      .value=${live(`${angle}`)}
      aria-valuetext=${t('editorDegrees', { count: angle })}
      @input=${set}
      @change=${settle}
    />
    <output aria-hidden="true">${shown.format(angle)}°</output>
  </label>`;
}

/** The crop by numbers: exactly, and for those who cannot drag. */
function numbers({ t }: Texts, { edit, size, least, writing, change }: ToolsOptions): TemplateResult {
  const place = geometry.placeOf(edit, size);
  const set =
    (name: keyof geometry.Place) =>
    ({ target }: Event) => {
      const input = target as HTMLInputElement;
      if (Number.isFinite(input.valueAsNumber))
        change(
          geometry.placed(edit, { [name]: input.valueAsNumber }, { size, least }),
          null,
          t('editorNumbers'),
        );
    };
  return html`<details class="numbers">
    <summary>
      <span>${t('editorNumbers')}</span> ${t('editorSize', { width: place.width, height: place.height })}
    </summary>
    <div>
      ${NUMBERS.map(
        ([name, text]) =>
          html`<label
            ><span>${t(text)}</span>
            <input
              type="number"
              inputmode="numeric"
              step="1"
              min=${name === 'width' || name === 'height' ? 1 : 0}
              data-number=${name}
              .value=${name === writing ? noChange : live(`${place[name]}`)}
              @change=${set(name)}
          /></label>`,
      )}
    </div>
  </details>`;
}
