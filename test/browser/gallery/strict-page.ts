/** The gallery at work on a page with a strict policy; loaded by `strict.test.ts` in a frame of its own. */
import { FakeService, makeImages } from '../../harness/gallery-service.ts';
import '../../../src/define/gallery.ts';

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective}: ${event.sample || event.blockedURI}`),
);

const until = async (condition: () => unknown, what: string) => {
  for (let frame = 0; frame < 600; frame++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  throw new Error(`It never came to this: ${what}`);
};

async function run(): Promise<void> {
  const images = await makeImages(20, { caption: 'A caption' });
  images[1] = { ...images[1]!, status: 'processing', width: null, height: null };
  images[2] = { ...images[2]!, url: 'blob:https://nowhere.example/none' };
  const gallery = document.createElement('imgpro-gallery');
  gallery.client = new FakeService(images).client;
  gallery.lightbox = gallery.manage = true;
  document.body.append(gallery);
  const root = gallery.shadowRoot!;
  await until(() => root.querySelectorAll('.tile').length === 20, 'tiles');
  const [tile] = root.querySelectorAll<HTMLElement>('.tile');
  if (getComputedStyle(tile!).position !== 'absolute') throw new Error('The styles do not apply.');

  gallery.select(['photo0', 'photo3']);
  await until(() => root.querySelector('.is-danger'), 'the actions');
  root.querySelector<HTMLElement>('.is-danger')!.click();
  await until(() => root.querySelector('dialog')?.open, 'the question');
  root.querySelector<HTMLElement>('dialog .button')!.click();
  await until(() => !root.querySelector('dialog'), 'no question');
  gallery.clearSelection();

  await gallery.open('photo0');
  await until(() => document.querySelector('.imgpro-lightbox[data-state=open]'), 'the viewer');
  const viewer = document.querySelector('.imgpro-lightbox')!;
  const controls = viewer.querySelector('.imgpro-lightbox-controls')!.shadowRoot!;
  if (getComputedStyle(viewer.querySelector('.pswp__bg')!).position !== 'absolute')
    throw new Error('The viewer’s styles do not apply.');
  controls.querySelector<HTMLElement>('.next')!.click();
  await until(() => viewer.textContent!.includes('could not be shown'), 'the broken picture');
  controls.querySelector<HTMLElement>('.close')!.click();
  await until(() => !document.querySelector('.imgpro-lightbox'), 'no viewer');
}

run().then(
  () => parent.postMessage({ strict: violations }, '*'),
  (error: unknown) => parent.postMessage({ strict: [...violations, String(error)] }, '*'),
);
