// Dropzone in a form, as its first page shows it.
import Dropzone from 'dropzone';
import 'dropzone/dist/dropzone.css';

Dropzone.autoDiscover = false;
const form = document.querySelector('#peer').appendChild(document.createElement('form'));
form.className = 'dropzone';
const zone = new Dropzone(form, {
  url: '/upload',
  acceptedFiles: 'image/*',
  autoProcessQueue: !settings.manual,
  parallelUploads: settings.limit,
});
zone.on('addedfile', () => told('listed'));
zone.on('success', () => told('stored'));
zone.on('error', () => told('failed'));

window.peer = {
  states: () =>
    zone.files.map(({ status }) =>
      status === 'success' ? 'stored' : status === 'error' ? 'failed' : 'busy',
    ),
};
