import type { UploadSession } from '../../upload/session/session.ts';
import { fieldNames } from '../shared/field-names.ts';
import type { UploaderProperties } from './properties.ts';
import { commonFailure, isRepeatable, isToBeChosenAgain } from './texts/file-text.ts';
import type { Actions, Editing, PanelView, View } from './view-model.ts';

/** The parts of the view that neither the session nor the panel knows. */
export interface EngineState {
  actions: Actions;
  linkOpen: boolean;
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
    repeatable: failed.filter(isRepeatable).length,
    again: failed.filter(isToBeChosenAgain).length,
    common: commonFailure(failed),
    clearable: host.name === '',
    full: rules.maxFiles !== undefined && counts.total >= rules.maxFiles,
    // A field the token forbids would only fail the upload.
    fields: fieldNames(host.fields).filter((field) => policy?.fields?.includes(field) ?? true),
    canEdit: ({ id }) => !!state.editing?.canEdit(session.core, id),
    canWrite: ({ id }) => session.canWrite(id),
  };
}
