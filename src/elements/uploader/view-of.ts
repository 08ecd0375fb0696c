import type { UploadSession } from '../../upload/session/session.ts';
import { fieldSettings } from './field-settings.ts';
import type { UploaderProperties } from './properties.ts';
import { commonFailure, isRepeatable, isToBeChosenAgain } from './texts/file-text.ts';
import type { Actions, Editing, PanelView, View } from './view-model.ts';

/** The parts of the view that neither the session nor the panel knows. */
export interface EngineState {
  actions: Actions;
  linkOpen: boolean;
  /** Fetches the facts of the service. */
  service(): View['service'];
  editing: Editing | null;
}

/** Completes the view of the panel by the files. */
export function viewOf(
  host: UploaderProperties,
  session: UploadSession,
  panel: PanelView,
  state: EngineState,
): View {
  const { queue, hold, rules, policy } = session;
  const { counts } = queue;
  const failed = queue.in('failed');
  return {
    ...panel,
    ...state,
    ...{ counts, hold },
    service:
      failed.length > 0 ||
      (counts.ready > 0 && session.isAnonymous) ||
      queue.in('uploading').some(({ waiting }) => waiting)
        ? state.service()
        : null,
    held: queue.ids('queued/upload-call').size,
    repeatable: failed.filter(isRepeatable).length,
    again: failed.filter(isToBeChosenAgain).length,
    common: commonFailure(failed),
    clearable: host.name === '',
    full: rules.maxFiles !== undefined && counts.total >= rules.maxFiles,
    // A field the token forbids would only fail the upload.
    fields: fieldSettings(host.fields).names.filter((field) => policy?.fields?.includes(field) ?? true),
    canEdit: ({ id }) => !!state.editing?.canEdit(session.core, id),
    canWrite: ({ id }) => session.canWrite(id),
  };
}
