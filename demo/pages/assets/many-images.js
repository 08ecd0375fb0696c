const DAY = 86_400_000;
const YEARS = 15;

/** A number that looks like chance and is the same for the same place in the list (Knuth's multiplicative hash). */
const scattered = (at) => Math.imul(at + 1, 2_654_435_761) >>> 0;

/**
 * Image objects as the API has them, newest first, over fifteen years: each with an id, a number and a date of its own,
 * and one of a few pictures. It touches neither the page nor the network, and the same arguments give the same images.
 * @param {number} count
 * @param {object[]} pictures Image objects that are lent in turn: file, sizes, shape, address of a page.
 * @param {number} until Midnight after the newest day, in milliseconds.
 */
export function* manyImages(count, pictures, until) {
  const days = Math.round(YEARS * 365.25);
  let day = -1;
  let date = '';
  for (let at = 0; at < count; at++) {
    // One text a day, shared by its images: a million of their own would be forty megabytes.
    const since = Math.floor((at * days) / count);
    if (since !== day)
      date = new Date(until - ((day = since) + 0.5) * DAY).toISOString().replace('.000Z', 'Z');
    const picture = pictures[scattered(at) % pictures.length];
    const number = (at + 1).toLocaleString('en');
    yield {
      ...picture,
      id: `many-${at + 1}`,
      published_at: date,
      created_at: date,
      caption: `No. ${number}: ${picture.caption ?? picture.filename}`,
      metadata: {},
    };
  }
}
