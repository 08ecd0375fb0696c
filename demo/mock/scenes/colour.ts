import type { Light } from './scene.ts';

/** Mixes two `#rrggbb` colours; 0 is the first. */
export function mix(a: string, b: string, share: number): string {
  const part = (text: string, at: number): number => Number.parseInt(text.slice(at, at + 2), 16);
  const channel = (at: number): string =>
    Math.round(part(a, at) + (part(b, at) - part(a, at)) * Math.min(1, Math.max(0, share)))
      .toString(16)
      .padStart(2, '0');
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** The colours of a landscape: the sky from its top down, what lies far and near, the mist between. */
export interface Palette {
  sky: [string, string, string];
  haze: string;
  far: string;
  near: string;
  sun: string;
}

const P = (sky: [string, string, string], haze: string, far: string, near: string, sun: string): Palette => ({
  sky,
  haze,
  far,
  near,
  sun,
});

export const PALETTES: Record<Light, Palette[]> = {
  dawn: [
    P(['#39487a', '#dd8397', '#ffdcb6'], '#f6cbb6', '#a883a4', '#261f3d', '#fff3d9'),
    P(['#6c8fc0', '#f0b9b4', '#fdebd3'], '#f7dccd', '#97a4c7', '#28324f', '#fffaf0'),
    P(['#454577', '#bd74a3', '#ffc6a5'], '#f3bba6', '#9070a2', '#221c3b', '#fff0d6'),
    P(['#4e7a94', '#b9cdc4', '#f9e3c0'], '#ecdcc4', '#8da8a6', '#1f3438', '#fffbe8'),
  ],
  day: [
    P(['#2f79bd', '#86bde4', '#e6f2f5'], '#d8e7ee', '#8fb1c9', '#1d3a41', '#ffffff'),
    P(['#1f6fa5', '#72b9d6', '#f1f4ea'], '#e0ebe6', '#85abaf', '#1d4238', '#fffdf0'),
    P(['#8ba0ab', '#bdcbcf', '#eaece8'], '#e0e5e3', '#9fb1b5', '#293c40', '#ffffff'),
    P(['#3a6ea8', '#a2c4e0', '#f6f1e4'], '#ebe7dc', '#9aaebc', '#33402f', '#fffdf5'),
  ],
  golden: [
    P(['#6b8bb0', '#f4bd70', '#ffeabb'], '#fcdda8', '#cb9166', '#3a2424', '#fffbe0'),
    P(['#46658c', '#ec9f63', '#ffe2b0'], '#f7ca94', '#b37a63', '#2c1e2b', '#fff4cf'),
    P(['#8496b8', '#f5a77d', '#fff2ce'], '#ffd8b0', '#bf8677', '#36263b', '#fffdf0'),
    P(['#5d7f86', '#e8b778', '#fbeac4'], '#f0d6a8', '#a8916f', '#27302a', '#fffbe6'),
  ],
  dusk: [
    P(['#171e42', '#62427f', '#f07e70'], '#c7707c', '#704e80', '#120f25', '#ffe3c2'),
    P(['#112e48', '#436a8c', '#f2af86'], '#bd908b', '#4c6e8a', '#0c1a2b', '#ffeccc'),
    P(['#231445', '#803373', '#ff9264'], '#d66a6e', '#6e3674', '#150b27', '#ffe6b8'),
    P(['#1d2b4f', '#7c5b83', '#f6b48f'], '#d09a93', '#67608a', '#161730', '#fff0d0'),
  ],
  night: [
    P(['#050b1e', '#122a52', '#35607f'], '#2b4e70', '#1c3a5b', '#040a15', '#f3f1e4'),
    P(['#080819', '#1e1a46', '#514179'], '#3a3268', '#282450', '#06050f', '#f6ecdc'),
    P(['#04111a', '#0d3340', '#2f6f70'], '#265a5f', '#17424a', '#030d12', '#eef7ee'),
  ],
};

/** Colours for pictures that show nothing: a ground, then what lies on it. */
export const ABSTRACT: string[][] = [
  ['#fbf3e7', '#f2b880', '#e5755a', '#b23a48', '#5b2333', '#2b1a2e'],
  ['#eef4ed', '#b9d7c4', '#6ba292', '#35736b', '#1d4e57', '#10303a'],
  ['#fdf6f0', '#f7c8b8', '#e39aa7', '#9b6a9c', '#54457f', '#28264f'],
  ['#f4f1de', '#f2cc8f', '#e07a5f', '#81b29a', '#3d5a80', '#2b2d42'],
  ['#eaf4f8', '#a9d6e5', '#61a5c2', '#2c7da0', '#1b5275', '#0c2d48'],
  ['#fff8e8', '#ffd166', '#f79256', '#e85d75', '#7d3c98', '#2e1a47'],
  ['#f1ece6', '#d6c3ad', '#b08968', '#8a6a52', '#54433a', '#2a2322'],
  ['#f3f7ee', '#d7e8a5', '#9bc26b', '#4f8f5b', '#24614f', '#123a3a'],
];
