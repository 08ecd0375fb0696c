// Uploadcare's blocks in the page, pointed at this server instead of their own service.
import * as blocks from '@uploadcare/file-uploader';
import '@uploadcare/file-uploader/web/uc-file-uploader-inline.min.css';

blocks.defineComponents(blocks);
document.querySelector('#peer').innerHTML = `
  <uc-config ctx-name="peer" pubkey="demopublickey" base-url="${location.origin}/uc" cdn-cname="${location.origin}/cdn"
    source-list="local" img-only multiple max-concurrent-requests="${settings.limit}" quality-insights="false"
    ${settings.manual ? 'confirm-upload' : 'confirm-upload="false"'}></uc-config>
  <uc-file-uploader-inline ctx-name="peer"></uc-file-uploader-inline>
  <uc-upload-ctx-provider ctx-name="peer"></uc-upload-ctx-provider>`;

const context = document.querySelector('uc-upload-ctx-provider');
context.addEventListener('file-added', () => told('listed'));
context.addEventListener('file-upload-success', () => told('stored'));
context.addEventListener('file-upload-failed', () => told('failed'));

const entries = () => context.getAPI().getOutputCollectionState().allEntries;
window.peer = {
  states: () =>
    entries().map(({ status }) =>
      status === 'success' ? 'stored' : status === 'failed' ? 'failed' : 'busy',
    ),
};
