// Code that a site with an Uppy of its own would write: its Dashboard, and one line for img.pro.
import { Uppy } from '@uppy/core';
import '@uppy/core/css/style.min.css';
import Dashboard from '@uppy/dashboard';
import '@uppy/dashboard/css/style.min.css';
import { ImgPro } from 'imgpro-elements/uppy';

const uppy = new Uppy({ restrictions: { allowedFileTypes: ['image/*', '.heic', '.heif'] } })
  .use(Dashboard, {
    target: '#dashboard',
    inline: true,
    width: '100%',
    height: 420,
    theme: 'auto',
    metaFields: [
      { id: 'caption', name: 'Caption', placeholder: 'What is to be seen?' },
      { id: 'alt_text', name: 'Alternative text', placeholder: 'For those who do not see it' },
    ],
  })
  .use(ImgPro, { tokenEndpoint: '/imgpro/token' });

const gallery = document.querySelector('imgpro-gallery');
uppy.on('complete', ({ successful }) => {
  if (successful && successful.length > 0) void gallery?.reload();
});

// For the curious, and their consoles.
Object.assign(globalThis, { uppy });
