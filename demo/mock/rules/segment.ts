const TOLERANCE = 36;

/** Marks the pixels that belong to the ground. */
export function floodFromBorder(data: Uint8Array, width: number, height: number): Uint8Array {
  const marked = new Uint8Array(width * height);
  const queue = new Int32Array(width * height);
  const ground = borderColour(data, width, height);
  let tail = 0;
  const reach = (at: number): void => {
    if (marked[at] || distance(data, at, ground) > TOLERANCE) return;
    marked[at] = 1;
    queue[tail++] = at;
  };
  for (let x = 0; x < width; x++) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    reach(y * width);
    reach(y * width + width - 1);
  }
  for (let head = 0; head < tail; head++) {
    const at = queue[head] ?? 0;
    const x = at % width;
    if (x > 0) reach(at - 1);
    if (x < width - 1) reach(at + 1);
    if (at >= width) reach(at - width);
    if (at < width * (height - 1)) reach(at + width);
  }
  return marked;
}

function borderColour(data: Uint8Array, width: number, height: number): [number, number, number] {
  const channels: [number[], number[], number[]] = [[], [], []];
  const take = (at: number): void => {
    for (const [channel, values] of channels.entries()) values.push(data[at * 4 + channel] ?? 0);
  };
  for (let x = 0; x < width; x++) {
    take(x);
    take((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    take(y * width);
    take(y * width + width - 1);
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  return [median(channels[0]), median(channels[1]), median(channels[2])];
}

function distance(data: Uint8Array, at: number, [r, g, b]: [number, number, number]): number {
  return Math.hypot((data[at * 4] ?? 0) - r, (data[at * 4 + 1] ?? 0) - g, (data[at * 4 + 2] ?? 0) - b);
}
