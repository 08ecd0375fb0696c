// Uppy's Dashboard in the page, with its plugin for any server.
import Uppy from '@uppy/core';
import '@uppy/core/css/style.min.css';
import Dashboard from '@uppy/dashboard';
import '@uppy/dashboard/css/style.min.css';
import XHRUpload from '@uppy/xhr-upload';

const uppy = new Uppy({ autoProceed: !settings.manual, restrictions: { allowedFileTypes: ['image/*'] } })
  .use(Dashboard, {
    target: '#peer',
    inline: true,
    width: '100%',
    theme: settings.theme,
    metaFields: settings.fields && [
      { id: 'caption', name: 'Caption' },
      { id: 'alt_text', name: 'Alternative text' },
    ],
  })
  .use(XHRUpload, { endpoint: '/upload', limit: settings.limit })
  .on('files-added', (files) => told('listed', files.length))
  .on('upload-success', () => told('stored'))
  .on('upload-error', () => told('failed'));

// Files of an earlier page are a plugin of its own, which a site adds.
if (settings.recover) {
  const { default: GoldenRetriever } = await import('@uppy/golden-retriever');
  uppy.use(GoldenRetriever);
}

window.peer = {
  states: () =>
    uppy
      .getFiles()
      .map(({ error, progress }) => (error ? 'failed' : progress.uploadComplete ? 'stored' : 'busy')),
};
