import { seeded } from '../rules/faults.ts';
import type { Scene } from './scene.ts';

export function paint(scene: Scene): { body: string; defs: string } {
  const random = seeded(scene.seed ^ 0xabcdef);
  const { width, height } = scene;
  const hue = Math.floor(random() * 360);
  let body = `<rect width="${width}" height="${height}" fill="hsl(${hue},60%,75%)"/>`;
  for (let layer = 0; layer < 5; layer++) {
    let y = height * (0.35 + layer * 0.13);
    let path = `M0 ${height}L0 ${y}`;
    for (let x = 0; x <= width; x += width / 60)
      path += `L${x.toFixed(0)} ${(y += (random() - 0.5) * height * 0.03).toFixed(0)}`;
    body += `<path d="${path}L${width} ${height}Z" fill="hsl(${hue + layer * 12},45%,${60 - layer * 11}%)"/>`;
  }
  return { body, defs: '' };
}
