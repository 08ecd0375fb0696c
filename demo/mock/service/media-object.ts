import type { StoredImage } from '../ports.ts';
import { isTransformable, outputFormat } from '../rules/formats.ts';
import { SIZE_LETTERS, sized } from '../rules/sizes.ts';
import type { World } from '../world.ts';
import { fileUrl, filenameOf, pageUrl } from './image-object.ts';

/** The media object, with the variants that were asked for before. */
export async function mediaObject(world: World, image: StoredImage, base: string) {
  const known = image.state === 'ready' && isTransformable(image.source);
  const sizes = known ? await renderedSizes(world, image, base) : {};
  return { ...freshMedia(image, base), ...(Object.keys(sizes).length > 0 && { sizes }) };
}

/** The media object of generations 1 and 2, in one (demo/mock/README.md, Generations 1 and 2): unix times, and fields only where there is a value. */
export function freshMedia(image: StoredImage, base: string) {
  const ready = image.state === 'ready';
  const tags = tagsOf(image);
  return {
    id: image.id,
    name: filenameOf(image),
    ...(image.public && { url: pageUrl(image, base) }),
    link: pageUrl(image, base),
    ...(ready && { src: fileUrl(image, base) }),
    extension: outputFormat(image.source),
    ...(ready && { width: image.width, height: image.height, filesize: image.bytes }),
    ...(!ready && { status: image.state }),
    ...(image.caption !== null && { description: image.caption, caption: image.caption }),
    ...(tags.length > 0 && { tags }),
    ...(image.expiresAt !== null && { expires_at: image.expiresAt }),
    ...(image.account === null && { upgrade: upgrade(base) }),
  };
}

export function tagsOf(image: StoredImage): string[] {
  return (image.metadata['tags'] ?? '').split(',').filter((tag) => tag !== '');
}

/** Only the variants that somebody has asked for already, as generation 1 has it. */
async function renderedSizes(world: World, image: StoredImage, base: string) {
  const sizes: Record<string, { src: string; width: number; height: number; filesize: number }> = {};
  for (const [letter, short] of Object.entries(SIZE_LETTERS)) {
    const filesize = await world.variants.rendered(image, { size: letter });
    if (filesize !== null)
      sizes[letter] = { src: `${fileUrl(image, base)}?size=${letter}`, ...sized(image, short), filesize };
  }
  return sizes;
}

function upgrade(base: string) {
  return {
    type: 'register',
    url: `${base}/auth/register?from_cta=api`,
    message: 'Sign up for permanent storage, larger files (70 MB), and higher limits',
    label: 'Create Account',
  };
}
