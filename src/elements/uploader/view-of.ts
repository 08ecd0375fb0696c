import type { UploadSession } from '../../upload/session/session.ts';
import { fieldNames } from './field-names.ts';
import { hintText } from './texts/rules-text.ts';
import type { UploaderProperties } from './properties.ts';
import { commonFailure, isRepeatable, isToBeChosenAgain } from './texts/file-text.ts';
import type { View } from './view-model.ts';

/** The parts of the view that the element alone knows. */
type Own = Pick<
  View,
  'texts' | 'intents' | 'locked' | 'waiting' | 'linkOpen' | 'checking' | 'sources' | 'recovery'
>;

/** Puts together what is shown now. */
export function viewOf(host: UploaderProperties, session: UploadSession, own: Own): View {
  const { queue, hold, rules, policy } = session;
  const { counts } = queue;
  const { multiple, readonly } = host;
  const failed = queue.in('failed');
  return {
    ...own,
    ...{ counts, hold, multiple, readonly },
    repeatable: failed.filter(isRepeatable).length,
    again: failed.filter(isToBeChosenAgain).length,
    common: commonFailure(failed),
    clearable: host.name === '',
    full: rules.maxFiles !== undefined && counts.total >= rules.maxFiles,
    // A field the token forbids would only fail the upload.
    fields: fieldNames(host.fields).filter((field) => policy?.fields?.includes(field) ?? true),
    canWrite: ({ id }) => session.canWrite(id),
    hint: hintText(rules, multiple, own.texts),
  };
}
