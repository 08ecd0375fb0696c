import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PictureEdit } from '../../../upload/state/file-edit.ts';
import { icon } from '../../shared/controls/icons.ts';
import type { Content, Texts } from '../view-model.ts';
import type { Size } from './crop-geometry.ts';
import { frameTemplate } from './editor-frame.ts';
import { editorTools, type ToolsOptions } from './editor-tools.ts';
import type { CannotOpen } from './open-picture.ts';

/** The step that the editor is at: `asking`, whether changes are to be lost. */
export type EditorState =
  | { is: 'opening' }
  | { is: 'ready' | 'asking' | 'saving'; failure?: () => string }
  | { is: 'failed'; problem: CannotOpen['problem'] };

/** All that the editor shows. */
export interface EditorView {
  state: EditorState;
  texts: Texts;
  ratios: readonly string[];
  edit: PictureEdit;
  /** The size of the picture, and the least that its crop may have. */
  size: Size;
  least: Size;
  /** Why the result may not be sent, in words. */
  problem: string | null;
  canUndo: boolean;
  /** The number that is being written. */
  writing?: string | undefined;
  /** Nothing of the picture is edited. */
  isOriginal: boolean;
  /** The latest sentence for screen readers. */
  spoken: string;
}

/** The acts of a person in the editor. */
export interface EditorActs extends Pick<ToolsOptions, 'change' | 'rest' | 'moving' | 'undo'> {
  reset(): void;
  done(): void;
  /** Leaves; asks first where changes would be lost, and does not leave when it has been asked. */
  leave(): void;
  /** Leaves at once. */
  close(): void;
}

/** The content of the editor's dialog. */
export function editorTemplate(view: EditorView, acts: EditorActs): TemplateResult {
  const { state, texts, edit, size } = view;
  const { t } = texts;
  const isOpen = state.is !== 'opening' && state.is !== 'failed';
  const isReady = state.is === 'ready';
  const problem = isOpen ? (isReady && state.failure?.()) || view.problem : null;
  return html`<div class="desk" data-state=${state.is} lang=${texts.foreign ?? nothing}>
    <header>
      <h2 id="editor-title">${t('editorTitle')}</h2>
    </header>
    <div class="stage" dir="ltr" ?inert=${!isReady}>
      ${isOpen ? frameTemplate(texts, edit, size) : nothing}
      <p class="wait" role="status">
        ${
          state.is === 'opening' || state.is === 'saving'
            ? html`<span class="spinner"></span
                >${t(state.is === 'opening' ? 'editorOpening' : 'editorSaving')}`
            : nothing
        }
      </p>
      ${
        state.is === 'failed'
          ? html`<p class="trouble" role="alert">${icon('warning')}<span>${t(state.problem)}</span></p>`
          : nothing
      }
    </div>
    ${isOpen ? tools(view, acts) : nothing}
    <p class="facts" role="status" data-problem=${problem !== null}>
      ${problem ? html`${icon('warning')}<span>${problem}</span>` : nothing}
    </p>
    <footer>${buttons(view, problem, acts)}</footer>
    <p class="visually-hidden" role="status">${view.spoken}</p>
  </div>`;
}

function tools({ state, texts, ...view }: EditorView, acts: EditorActs): Content {
  return editorTools(texts, { ...acts, ...view, locked: state.is !== 'ready' });
}

function buttons(
  { state, texts: { t }, isOriginal }: EditorView,
  problem: string | null,
  acts: EditorActs,
): TemplateResult {
  if (state.is === 'asking')
    return html`<p class="question" id="editor-question">${t('editorAsk')}</p>
      <button type="button" class="button" data-action="discard" @click=${acts.close}>
        ${t('editorDiscard')}
      </button>
      <button
        type="button"
        class="button primary"
        data-action="keep"
        aria-describedby="editor-question"
        @click=${acts.leave}
      >
        ${t('editorKeep')}
      </button>`;
  if (state.is === 'opening' || state.is === 'failed')
    return html`<button type="button" class="button" data-action="close" @click=${acts.close}>
      ${t(state.is === 'failed' ? 'close' : 'editorCancel')}
    </button>`;
  const isSaving = state.is === 'saving';
  return html`<button
      type="button"
      class="button quiet reset"
      data-action="reset"
      aria-disabled=${String(isOriginal || isSaving)}
      @click=${() => {
        if (!isOriginal && !isSaving) acts.reset();
      }}
    >
      ${t('editorReset')}
    </button>
    <button type="button" class="button" data-action="cancel" ?disabled=${isSaving} @click=${acts.leave}>
      ${t('editorCancel')}
    </button>
    <button
      type="button"
      class="button primary"
      data-action="done"
      aria-disabled=${String(!!problem || isSaving)}
      @click=${acts.done}
    >
      ${t('done')}
    </button>`;
}
