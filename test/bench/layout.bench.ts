/** The gallery's arithmetic: does an image of 100,000 cost what one of 1,000 costs, beside the barest loop over as many? */
import { layoutColumns, layoutGrid, layoutRows, windowAround, type Boxes } from '../../src/layout/index.ts';

/** Shapes between a tall portrait and a panorama, the same in every run. */
function shapes(count: number): Float64Array {
  let state = 7;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return 0.4 + (state / 2_147_483_647) * 2.6;
  });
}

/** The median of many runs, in nanoseconds for each image. */
function perImage(work: (ratios: Float64Array) => unknown, count: number): number {
  const ratios = shapes(count);
  const runs = Math.max(15, Math.ceil(1_000_000 / count));
  for (let i = 0; i < runs; i++) work(ratios);
  const times = Array.from({ length: runs }, () => {
    const from = performance.now();
    work(ratios);
    return performance.now() - from;
  });
  return (times.sort((a, b) => a - b)[runs >> 1]! * 1e6) / count;
}

/** Minimum work of any layout: read each shape and write four numbers. */
function bare(ratios: Float64Array) {
  const out = new Float64Array(ratios.length * 4);
  for (let i = 0; i < ratios.length; i++) {
    out[i * 4] = ratios[i]!;
    out[i * 4 + 1] = i;
    out[i * 4 + 2] = 240;
    out[i * 4 + 3] = Math.round(240 / ratios[i]!);
  }
  return out;
}

const layouts: Record<string, (ratios: Float64Array) => Boxes> = {
  rows: (ratios) => layoutRows(ratios, { width: 1200, rowHeight: 240, gap: 8 }),
  columns: (ratios) => layoutColumns(ratios, { width: 1200, columns: 5, gap: 8 }),
  grid: ({ length }) => layoutGrid(length, { width: 1200, columns: 5, gap: 8 }),
};

const row = (name: string, ...cells: string[]) =>
  console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(26)).join(''));

row('', '1,000 images', '100,000 images', 'ratio (1 = linear)');
for (const [name, work] of Object.entries({ 'barest loop': bare, ...layouts })) {
  const [few, many] = [perImage(work, 1_000), perImage(work, 100_000)];
  row(name, `${few.toFixed(0)} ns each`, `${many.toFixed(0)} ns each`, (many / few).toFixed(2));
}

const step = (count: number) => {
  const boxes = layouts['rows']!(shapes(count));
  const times: number[] = [];
  for (let turn = 0; turn < 2_000; turn++) {
    const from = ((turn * 7919) % 2_000) * (boxes.extent / 2_000);
    const start = performance.now();
    for (let again = 0; again < 50; again++)
      windowAround(boxes, { from: from + again, to: from + again + 900 }, 900);
    times.push((performance.now() - start) * 20);
  }
  return times.sort((a, b) => a - b)[1_000]!;
};
const [near, far] = [step(1_000), step(100_000)];
row('window while scrolling', `${near.toFixed(2)} µs`, `${far.toFixed(2)} µs`, (far / near).toFixed(2));
