import type { PropertyDeclarations } from '@lit/reactive-element';
import type { Image } from '../../api/types.ts';
import type { NsfwMode } from '../../image/core/plain.ts';
import type { Transform } from '../../image/transform-parameters.ts';
import { ImgproBase } from '../shared/base/base.ts';
import { setDefaults } from '../shared/base/defaults.ts';

/** The attributes of `<imgpro-image>`, as they are written. */
export abstract class ImageProperties extends ImgproBase {
  /** As Lit reads them; what each means stands below. */
  static override properties: PropertyDeclarations = {
    imageId: { attribute: 'image-id' },
    image: { attribute: false },
    src: {},
    width: { type: Number },
    height: { type: Number },
    alt: {},
    sizes: {},
    priority: { type: Boolean },
    formats: {},
    transform: {},
    placeholder: {},
    ratio: {},
    nsfw: {},
    showCaption: { type: Boolean, attribute: 'show-caption' },
    link: {},
    zoomable: { type: Boolean },
    actions: {},
  };

  static {
    setDefaults(this, {
      priority: false,
      placeholder: 'color',
      nsfw: 'blur',
      showCaption: false,
      zoomable: false,
    });
  }

  /**
   * Id of an image to fetch. With a token whose list is its owner's, other people's images are `missing`, public ones
   * too: show those by `image`, or in an element without a token.
   * @default null
   */
  declare imageId: string | null;

  /**
   * An Image of the API, as the client or your server got it. Beats `image-id`; an `<img>` in the element beats both.
   * @default null
   */
  declare image: Image | null;

  /**
   * Address of a picture, with `width` and `height`.
   * @default null
   */
  declare src: string | null;

  /**
   * Width of `src` in pixels.
   * @default null
   */
  declare width: number | null;

  /**
   * Height of `src` in pixels.
   * @default null
   */
  declare height: number | null;

  /**
   * Text in place of the picture. Default: the image's `alt_text`, else its caption; `alt=""` marks a decoration.
   * @default null
   */
  declare alt: string | null;

  /**
   * How wide the picture will be shown. Default: `auto, 100vw` when lazy, `100vw` with `priority`.
   * @default null
   */
  declare sizes: string | null;

  /**
   * The page's main picture: loaded at once and first.
   * @default false
   */
  declare priority: boolean;

  /**
   * Further formats for a `<picture>`, best first: `avif webp`.
   * @default null
   */
  declare formats: string | readonly string[] | null;

  /**
   * Parameters for the delivery: `format=webp&sharp=2`, or an object.
   * @default null
   */
  declare transform: string | Transform | null;

  /**
   * The stand-in for the picture while it loads: `color`, `blur` (a tiny picture, behind JPEGs), `none`.
   * @default 'color'
   */
  declare placeholder: 'color' | 'blur' | 'none';

  /**
   * The shape reserved while the size is unknown: `3/2`. Default 4/3.
   * @default null
   */
  declare ratio: string | null;

  /**
   * Flagged images: `blur` (by the server, until a person asks to see them), `show`, `hide`.
   * @default 'blur'
   */
  declare nsfw: NsfwMode;

  /**
   * Shows the image's caption below it.
   * @default false
   */
  declare showCaption: boolean;

  /**
   * Makes the picture a link to its `page` or its `file`.
   * @default null
   */
  declare link: 'page' | 'file' | null;

  /**
   * Opens the full-screen viewer on a click.
   * @default false
   */
  declare zoomable: boolean;

  /**
   * Buttons over the picture: `download`, `copy-link`. The viewer of `zoomable` has both.
   * @default null
   */
  declare actions: string | readonly string[] | null;
}
