// Vaadin's upload element with the Lumo theme of what it consists of.
import '@vaadin/upload';
import '@vaadin/vaadin-lumo-styles/src/props/index.css';
import '@vaadin/vaadin-lumo-styles/src/global/index.css';
import '@vaadin/vaadin-lumo-styles/components/upload.css';

const upload = Object.assign(document.createElement('vaadin-upload'), {
  target: '/upload',
  accept: 'image/*',
  uploadFormat: 'multipart',
  noAuto: settings.manual,
  maxConcurrentUploads: settings.limit,
});
upload.addEventListener('files-changed', () => told('listed', upload.files.length - counts.listed));
upload.addEventListener('upload-success', () => told('stored'));
upload.addEventListener('upload-error', () => told('failed'));
if (settings.theme === 'dark') document.documentElement.setAttribute('theme', 'dark');
document.querySelector('#peer').append(upload);

window.peer = {
  states: () => upload.files.map(({ complete, error }) => (complete ? 'stored' : error ? 'failed' : 'busy')),
};
