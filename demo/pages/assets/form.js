// The input inside the uploader is for pages without a script. Here the uploader sends the photos, and the form their ids.
const photo = document.querySelector('#photo');
const input = document.querySelector('#files');

await customElements.whenDefined('imgpro-uploader');
if (input.files.length > 0) photo.addFiles(input.files);
input.disabled = true;
