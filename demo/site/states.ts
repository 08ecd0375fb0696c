import { html } from 'hono/html';

/** Ids of public images that stand in these states. */
export type StateImages = Record<'ready' | 'processing' | 'nsfw' | 'failed' | 'blocked', string>;

/** The states of `<imgpro-image>`, each shown by an element that is in it; nothing where there are no such images. */
export function stateFigures(images: StateImages | undefined) {
  if (!images) return '';
  const byId = (id: string) =>
    html`<imgpro-image image-id="${id}" alt="A landscape" ratio="3/2"></imgpro-image>`;
  // An address of this site with nothing behind it.
  const broken = html`<imgpro-image
    src="/assets/no-such-picture.jpg"
    width="1200"
    height="800"
    alt="A landscape"
  ></imgpro-image>`;
  return html`${[
    figure('ready', 'Before that it is loading: a plain surface of the right size.', byId(images.ready)),
    figure(
      'processing',
      'The service still prepares it. The element asks again until it is there.',
      byId(images.processing),
    ),
    figure(
      'nsfw',
      'Flagged: only a blurred version is fetched until somebody asks for more.',
      byId(images.nsfw),
    ),
    figure('failed', 'The service could not read the file.', byId(images.failed)),
    figure('blocked', 'The service has taken it down.', byId(images.blocked)),
    figure('missing', 'Deleted, expired, private, or never there.', byId('no-such-image')),
    figure('error', 'The file did not arrive. It is fetched again when the network is back.', broken),
  ]}`;
}

function figure(state: string, about: string, element: unknown) {
  return html`<figure>
    ${element}
    <figcaption><code>${state}</code> ${about}</figcaption>
  </figure>`;
}
