// FilePond 4 with its plugins for photos: types, previews, and their right way up.
import * as FilePond from 'filepond';
import 'filepond/dist/filepond.min.css';
import validateType from 'filepond-plugin-file-validate-type';
import exifOrientation from 'filepond-plugin-image-exif-orientation';
import preview from 'filepond-plugin-image-preview';
import 'filepond-plugin-image-preview/dist/filepond-plugin-image-preview.min.css';

FilePond.registerPlugin(validateType, exifOrientation, preview);
const input = document.createElement('input');
input.type = 'file';
document.querySelector('#peer').append(input);
const pond = FilePond.create(input, {
  allowMultiple: true,
  acceptedFileTypes: ['image/*'],
  instantUpload: !settings.manual,
  maxParallelUploads: settings.limit,
  // By default every upload takes 750 ms or longer, to be seen.
  allowMinimumUploadDuration: false,
  server: { process: '/upload', revert: null },
  oninitfile: () => told('listed'),
  onprocessfile: (error) => told(error ? 'failed' : 'stored'),
});

const { PROCESSING_COMPLETE, PROCESSING_ERROR, LOAD_ERROR } = FilePond.FileStatus;
window.peer = {
  states: () =>
    pond
      .getFiles()
      .map(({ status }) =>
        status === PROCESSING_COMPLETE
          ? 'stored'
          : [PROCESSING_ERROR, LOAD_ERROR].includes(status)
            ? 'failed'
            : 'busy',
      ),
};
