import { html, type TemplateResult } from 'lit/html.js';
import { editor as english } from '../../../locales/en/editor.ts';
import { beginEdit, canEdit, DRAWN, endEdit } from '../../../upload/session/editing.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import type { PartContext } from '../part-context.ts';
import type { UploaderProperties } from '../properties.ts';
import type { View } from '../view-model.ts';
import { parseRatios } from './aspect-ratios.ts';
import { editIcon } from './edit-icons.ts';
import type * as Editor from './editor-dialog.ts';

export { canEdit, editIcon, english };

/** Fetches the editor; null when it cannot be had. */
type OpenEditor = () => Promise<Pick<typeof Editor, 'EditorDialog'> | null>;

/** The button in the row of a file. */
export function editButton(file: UploadFile, { texts, actions, locked }: View): TemplateResult {
  const label = texts.t('editNamed', { name: file.name });
  return html`<button
    type="button"
    class="icon-button"
    data-action="edit"
    aria-label=${label}
    title=${label}
    ?disabled=${locked}
    @click=${() => actions.edit(file)}
  >
    ${editIcon('crop')}
  </button>`;
}

/** The uploaders that have an editor open, or on its way. */
const editing = new WeakSet<UploaderProperties>();

/**
 * Has a person edit a file, which is held back meanwhile. Resolves to the file when they are done, to null when they cancel,
 * or where it cannot be edited; the page's author is told why, in the console.
 */
export async function editFile(
  id: string,
  context: PartContext,
  open: OpenEditor,
): Promise<UploadFile | null> {
  const { host } = context;
  const warn = (reason: string) =>
    warnOnce(`uploader:edit:${reason}`, `uploader.edit(${JSON.stringify(id)}) resolves to null: ${reason}.`);
  const reason = refusal(id, context);
  if (reason !== null) {
    warn(reason);
    return null;
  }
  editing.add(host);
  try {
    return await edited(id, context, { open, warn });
  } finally {
    editing.delete(host);
  }
}

async function edited(
  id: string,
  { host, session, list, announcer, options }: PartContext,
  { open, warn }: { open: OpenEditor; warn: (reason: string) => void },
): Promise<UploadFile | null> {
  const { texts } = options;
  const { core, queue } = session;
  const { name, type, size } = queue.get(id)!;
  const held = beginEdit(core, id);
  const part = await open();
  if (!part || options.signal().aborted || !queue.get(id)) {
    endEdit(core, id);
    return null;
  }
  const dialog = new part.EditorDialog({
    ...{ host, texts, name, ...held, signal: options.signal() },
    before: held.edit?.before ?? { name, type, size },
    ratios: parseRatios(host.aspectRatios),
    rules: rulesOf(host, session),
    onProblem: ({ message }) => warn(message),
  });
  const stop = queue.subscribe((change) => {
    if (change.type === 'removed' && change.file.id === id) dialog.close();
  });
  const result = await dialog.result;
  stop();
  const file = endEdit(core, id, result.isDone ? result.edited : undefined);
  if (!result.isDone) return null;
  if (result.edited !== undefined) {
    list.supplied(id);
    const text = texts.t(result.edited ? 'editorEdited' : 'editorRestored', { name: file?.name ?? name });
    announcer.announce('edited', () => text);
  }
  return file;
}

/** The rules for the result. The size of a picture that is prepared before it is sent is judged then. */
function rulesOf(host: UploaderProperties, session: UploadSession): UploadSession['rules'] {
  const isPrepared = !!(host.maxDimension ?? host.quality ?? host.format);
  return isPrepared ? { ...session.rules, maxFileSize: undefined } : session.rules;
}

/** Why a file cannot be edited now; null where it can. */
function refusal(id: string, { host, session, options }: PartContext): string | null {
  const file = session.queue.get(id);
  if (!file) return 'there is no file of this id';
  if (host.disabled || host.readonly || host.matches(':disabled'))
    return 'the uploader is disabled or readonly';
  if (options.signal().aborted) return 'the uploader is not on the page';
  if (editing.has(host)) return 'a picture is being edited already';
  if (canEdit(session.core, id)) return null;
  const { status, source, type } = file;
  if (status === 'ready' || status === 'processing') return 'it is uploaded already';
  if (source === 'url') return 'the service fetches it from its address';
  if (session.fileOf(id) === null) return 'its bytes are not at hand';
  if (!DRAWN.test(type)) return `pictures of the type ${type} cannot be drawn anew`;
  return 'it is being sent, or part of it has been sent';
}
