/** A picture drawn on the spot, so that stories need no files. */
export async function samplePhoto(name: string, hue: number, width = 1200, height = 800): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d')!;
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 70% 82%)`);
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 65% 60%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = 'rgb(255 255 255 / 70%)';
  pen.beginPath();
  pen.arc(width * 0.72, height * 0.3, height * 0.11, 0, 2 * Math.PI);
  pen.fill();
  for (const [step, base] of [0.62, 0.74, 0.87].entries()) {
    pen.fillStyle = `hsl(${(hue + 150) % 360} ${28 + step * 8}% ${46 - step * 12}%)`;
    pen.beginPath();
    pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 20) {
      pen.lineTo(x, height * (base + 0.05 * Math.sin(x / (150 - step * 30) + step * 2 + hue)));
    }
    pen.lineTo(width, height);
    pen.fill();
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
  return new File([blob], name, { type: 'image/jpeg' });
}
