// Puts a gallery in place of #place, with as many images as its data-count says.
import { manyImages } from './many-images.js';

const place = document.querySelector('#place');
const count = Number(place.dataset.count);

async function makeGallery() {
  const answer = await fetch('/pictures.json');
  const pictures = answer.ok ? await answer.json() : null;
  if (!pictures) return say('The pictures can’t be reached right now. Load the page again in a moment.');
  if (pictures.length === 0)
    return say('There is no public picture to show yet. Upload one on the start page.');

  const today = new Date().setUTCHours(24, 0, 0, 0);
  const images = [];
  let slice = performance.now();
  for (const image of manyImages(count, pictures, today)) {
    images.push(image);
    if (images.length % 1000 > 0 || performance.now() - slice < 40) continue;
    // The page answers meanwhile.
    await new Promise((done) => setTimeout(done));
    slice = performance.now();
  }
  const gallery = document.createElement('imgpro-gallery');
  Object.assign(gallery, { images, groupBy: 'month', scrubber: true, lightbox: true, selectable: true });
  place.replaceWith(gallery);
}

function say(text) {
  place.textContent = text;
}

await makeGallery();
