import { seeded } from '../rules/faults.ts';
import { leaves, mesh, shapes, waves } from './abstracts.ts';
import { PALETTES } from './colour.ts';
import { Drawing } from './drawing.ts';
import { dunes } from './dunes.ts';
import { forest, mountains } from './landscapes.ts';
import { aurora, city, night } from './nights.ts';
import type { Scene } from './scene.ts';
import { lake, sea } from './waters.ts';

/** Draws a scene: the same number gives the same picture, on any machine and at any size. */
export function paint(scene: Scene): Drawing {
  const drawing = new Drawing(scene);
  const random = seeded(scene.seed ^ 0x2545f491);
  const palettes = PALETTES[scene.light];
  const palette = palettes[Math.floor(random() * palettes.length)] ?? PALETTES.golden[0];
  if (!palette) throw new Error(`There are no colours for ${scene.light}.`);
  switch (scene.kind) {
    case 'mountains':
      mountains(drawing, random, palette, scene.light);
      break;
    case 'lake':
      lake(drawing, random, palette, scene.light);
      break;
    case 'dunes':
      dunes(drawing, random, palette, scene.light);
      break;
    case 'forest':
      forest(drawing, random, palette, scene.light);
      break;
    case 'sea':
      sea(drawing, random, palette, scene.light);
      break;
    case 'aurora':
      aurora(drawing, random, palette);
      break;
    case 'night':
      night(drawing, random, palette);
      break;
    case 'city':
      city(drawing, random, palette);
      break;
    case 'waves':
      waves(drawing, random);
      break;
    case 'mesh':
      mesh(drawing, random);
      break;
    case 'shapes':
      shapes(drawing, random);
      break;
    case 'leaves':
      leaves(drawing, random);
      break;
  }
  return drawing;
}
