import type { Kind, Light } from './scene.ts';

interface Words {
  filename: string;
  caption: string | null;
  alt: string;
  place: string | null;
}

const SUBJECTS: Record<Kind, [slug: string, noun: string][]> = {
  mountains: [
    ['ridge', 'Layered ridges'],
    ['alps', 'Alpine peaks'],
    ['summit', 'A summit above the mist'],
    ['valley', 'A valley between ridges'],
  ],
  lake: [
    ['lake', 'A still mountain lake'],
    ['fjord', 'A fjord'],
    ['reflection', 'Peaks mirrored in a lake'],
  ],
  dunes: [
    ['dunes', 'Wind-cut dunes'],
    ['desert', 'An empty desert'],
    ['sandsea', 'A sea of sand'],
  ],
  forest: [
    ['forest', 'A forest in the mist'],
    ['pines', 'Pines on a hillside'],
    ['woods', 'Woods in layers of fog'],
  ],
  sea: [
    ['coast', 'A quiet coast'],
    ['horizon', 'The open sea'],
    ['beach', 'Low tide'],
  ],
  aurora: [
    ['aurora', 'Northern lights'],
    ['polar-night', 'The sky over the polar circle'],
  ],
  night: [
    ['stars', 'A starry sky'],
    ['milkyway', 'The Milky Way'],
    ['moonrise', 'Moonrise'],
  ],
  waves: [
    ['paper-waves', 'Paper-cut waves'],
    ['flow', 'Flowing bands'],
    ['strata', 'Folded strata'],
  ],
  mesh: [
    ['gradient', 'A field of soft colour'],
    ['haze', 'Coloured haze'],
    ['glow', 'A study in light'],
  ],
  shapes: [
    ['composition', 'A geometric composition'],
    ['poster', 'Circles and arcs'],
    ['tiles', 'A pattern of tiles'],
  ],
  leaves: [
    ['leaves', 'Leaves in layers'],
    ['botanical', 'A botanical study'],
    ['palm', 'Palm fronds'],
  ],
  city: [
    ['skyline', 'A skyline at night'],
    ['city-lights', 'City lights'],
    ['downtown', 'Downtown, after the rain'],
  ],
};

const LIGHT: Record<Light, string> = {
  dawn: 'at dawn',
  day: 'on a clear day',
  golden: 'in the golden hour',
  dusk: 'at dusk',
  night: 'by night',
};

const PLACES = [
  'Lofoten', 'Dolomites', 'Patagonia', 'Isle of Skye', 'Kyoto', 'Yosemite', 'Faroe Islands', 'Namib', 'Tasmania', 'Zermatt',
  'Big Sur', 'Hokkaido', 'Tatra', 'Iceland', 'Madeira', 'Atacama', 'Banff', 'Cornwall', 'Sápmi', 'Amalfi',
]; // prettier-ignore

const ABSTRACT: ReadonlySet<Kind> = new Set(['waves', 'mesh', 'shapes', 'leaves']);

/** A believable name, caption and description for a seeded image. One in six has no caption, as in real life. */
export function words(kind: Kind, light: Light, random: () => number, index: number): Words {
  const subjects = SUBJECTS[kind];
  const [slug, noun] = subjects[Math.floor(random() * subjects.length)] ?? ['image', 'An image'];
  const abstract = ABSTRACT.has(kind);
  const place = abstract ? null : (PLACES[Math.floor(random() * PLACES.length)] ?? null);
  const alt = abstract ? noun : `${noun} ${LIGHT[light]}`;
  const captioned = random() > 1 / 6;
  const style = random();
  const serial = String(1000 + ((index * 7919 + Math.floor(random() * 800)) % 9000));
  const slugged = place && style < 0.8 ? `${slugify(place)}-${slug}` : slug;
  const filename =
    style < 0.3
      ? `IMG_${serial}.jpg`
      : style < 0.42
        ? `DSC0${serial}.jpg`
        : `${slugged}-${serial.slice(1)}.jpg`;
  return { filename, caption: captioned ? (place ? `${alt}, ${place}` : alt) : null, alt, place };
}

function slugify(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
