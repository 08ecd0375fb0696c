// FilePond 5, a beta: its element, with a store that posts forms, and the view of photos.
import { defineFilePond } from 'filepond-5';
import { FormPostStore } from 'filepond-5/extensions/form-post-store.js';
import { ObjectURLResource } from 'filepond-5/extensions/object-url-resource.js';
import { locale } from 'filepond-5/locales/en-gb.js';
import { appendEntryImageView, createFilePondEntryList } from 'filepond-5/templates';

const name = 'FormPostStore';
const pond = document.createElement('file-pond');
pond.innerHTML = '<input type="file" multiple accept="image/*" aria-label="Photos">';
document.querySelector('#peer').append(pond);
defineFilePond({
  locale,
  extensions: [
    ObjectURLResource,
    [
      FormPostStore,
      { url: '/upload', parallel: settings.limit, ...(!settings.manual && { shouldStore: () => true }) },
    ],
  ],
  EntryListView: { template: appendEntryImageView(createFilePondEntryList()) },
});

const stateOf = ({ extensionState }) => {
  const code = extensionState[name]?.status?.code;
  return code === 'STORE_COMPLETE' ? 'stored' : code === 'STORE_ERROR' ? 'failed' : 'busy';
};
pond.on('insertEntry', () => told('listed'));
const known = new Map();
pond.on('updateEntry', (entry) => {
  const state = stateOf(entry);
  if (known.get(entry.id) === state) return;
  known.set(entry.id, state);
  if (state !== 'busy') told(state);
});
window.peer = { states: () => pond.currentEntries.map(stateOf) };
