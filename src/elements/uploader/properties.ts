import type { PropertyDeclarations } from 'lit';
import type { UploadFile } from '../../upload/state/types.ts';
import type { FileValidator } from '../../upload/check/validators.ts';
import { TemplateElement } from '../shared/ui/template-element.ts';

/** Metadata sent with every image, or a function that makes it from the file. */
export type UploadMetadata =
  | Record<string, string | number | boolean>
  | ((file: UploadFile) => Record<string, string | number | boolean>);

/** Options of the page's function for suggestions. */
export interface SuggestOptions {
  /** Aborts when the answer is not wanted any more: the file is off the list, or the uploader off the page. */
  signal: AbortSignal;
  /** The fields that may be filled in. */
  fields: readonly string[];
  /** The file's bytes; null where there are none here, as of an image by link. */
  content: Blob | null;
}

/** The page's function that proposes texts for a file, by field. */
export type Suggest = (
  file: UploadFile,
  options: SuggestOptions,
) =>
  | Partial<Record<string, string>>
  | null
  | undefined
  | Promise<Partial<Record<string, string>> | null | undefined>;

/** `recover` is a boolean with one more word. */
function recovered(value: string | null): boolean | 'auto' {
  return value === 'auto' ? 'auto' : value !== null;
}

/** The attributes of `<imgpro-uploader>`, as they are written. Their meaning is in `settings.ts`. */
export abstract class UploaderProperties extends TemplateElement {
  /** As Lit reads them; their meaning stands below. */
  static override properties: PropertyDeclarations = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    readonly: { type: Boolean, reflect: true },
    multiple: { type: Boolean, reflect: true },
    accept: {},
    maxFiles: { attribute: 'max-files' },
    minFiles: { attribute: 'min-files' },
    maxFileSize: { attribute: 'max-file-size' },
    minWidth: { attribute: 'min-width' },
    minHeight: { attribute: 'min-height' },
    maxWidth: { attribute: 'max-width' },
    maxHeight: { attribute: 'max-height' },
    animated: {},
    validators: { attribute: false },
    sources: {},
    variant: { reflect: true },
    view: { reflect: true },
    manual: { type: Boolean, reflect: true },
    concurrency: {},
    retries: {},
    fields: {},
    suggest: { attribute: false },
    metadata: { attribute: false },
    ttl: {},
    publishedAt: { attribute: 'published-at' },
    caption: {},
    maxDimension: { attribute: 'max-dimension' },
    quality: {},
    format: {},
    stripLocation: { type: Boolean, attribute: 'strip-location', reflect: true },
    recover: { converter: { fromAttribute: recovered } },
    editor: { type: Boolean },
    aspectRatios: { attribute: 'aspect-ratios' },
    unguarded: { type: Boolean, reflect: true },
    dropTarget: { attribute: 'drop-target' },
    deleteOnRemove: { type: Boolean, attribute: 'delete-on-remove' },
    signupNudge: { type: Boolean, attribute: 'signup-nudge' },
  };

  /** The name the image ids are submitted under. */
  name = '';

  /** At least one image, or `min-files`, has to be stored before the form may be sent. */
  required = false;

  /** Nothing can be added, changed or submitted. */
  disabled = false;

  /** The images are shown and submitted; nothing can be added or changed. */
  readonly = false;

  /** More than one image. */
  multiple = false;

  /** Types and extensions as for a native file input, `image/png, .heic`; judged by content. */
  accept = '';

  /** At most so many images; default: the token's. */
  maxFiles: number | string | null = null;

  /** At least so many images, once there is one, or when `required`. */
  minFiles: number | string | null = null;

  /** The largest file: bytes, or a size such as `20MB`. Default: the token's; 20 MB for anonymous uploads. */
  maxFileSize: number | string | null = null;

  /** Pixels. */
  minWidth: number | string | null = null;

  /** Pixels. */
  minHeight: number | string | null = null;

  /** Pixels. */
  maxWidth: number | string | null = null;

  /** Pixels. */
  maxHeight: number | string | null = null;

  /** Animated pictures: `allow` (default), `deny`, or `only`; by content. A picture of which neither is known is accepted. */
  animated: 'allow' | 'deny' | 'only' = 'allow';

  /**
   * The page's own rules: functions of a file that return, or resolve to, a sentence for the person if it is not to be
   * added. Asked last, for at most 10 s a file; one that could not be checked is not added. Code: `custom`.
   */
  validators: FileValidator | readonly FileValidator[] | null = null;

  /**
   * The ways in: any of `file folder drop paste url camera`. Default: `file drop paste`. With `url`, links and pictures of
   * other pages may be dropped and pasted as well. More than 500 images in folders are asked about before they are added.
   */
  sources = 'file drop paste';

  /** `panel` (default), `button`, or `dialog`. */
  variant: 'panel' | 'button' | 'dialog' = 'panel';

  /** `list` (default) or `grid`. */
  view: 'list' | 'grid' = 'list';

  /** Files wait until `upload()` is called or the button for it is pressed. */
  manual = false;

  /** Uploads at a time, 1 to 10. Default: 4. */
  concurrency: number | string = 4;

  /** Failed attempts of one upload after which another follows, 0 to 10. Default: 6. */
  retries: number | string = 6;

  /**
   * The fields a person may write about each image: any of `caption alt_text …`. One with a star, as in `alt_text*`, is
   * required: a file is sent once it is filled in, and the others go on meanwhile. The page's own `caption` and `metadata` do
   * not fill it in.
   */
  fields = '';

  /**
   * Proposes texts for a file, such as an alternative text: a function that returns, or resolves to, texts by field. Called
   * once for each file, two at a time, each for a minute at most. A person accepts a text or not; none is sent unaccepted.
   * Longer texts are cut off at the field's length (2,048 characters of a caption, 1,024 of another field). If it fails, nothing
   * is proposed, and the console says so once.
   */
  suggest: Suggest | null = null;

  /** Sent with every image; may be a function of the file. */
  metadata: UploadMetadata | null = null;

  /** How long the images live: seconds, or `5m` to `90d`. */
  ttl: string | number | null = null;

  /** The publishing date of every image: ISO-8601 or unix seconds. */
  publishedAt: string | null = null;

  /** The caption of every image, unless a person writes another one. */
  caption: string | null = null;

  /**
   * Pixels of the longer side: larger photos are made smaller before they are sent, upright and in their own format.
   * They lose all metadata by it. A picture that moves, cannot be decoded here or would not weigh less is sent as it is.
   * With `always` behind the number, as in `2000 always`, it is made smaller even if it weighs more then.
   */
  maxDimension: number | string | null = null;

  /** Of photos that are made smaller, above 0 to 1; default 0.85. Written, it is applied to photos that need not be. */
  quality: number | string | null = null;

  /**
   * The format pictures are converted to before sending, if that makes them lighter: `jpeg`, `webp` or `png`. HEIC, and
   * what the token does not take as it is, whatever they weigh. Default: each stays what it is; so does what moves, has
   * something shine through that a JPEG could not show, or cannot be decoded or written by the browser.
   */
  format: 'jpeg' | 'webp' | 'png' | null = null;

  /**
   * Removes the place a photo was taken at from its metadata, without touching its pixels. A file from which it cannot
   * be removed fails and is not sent. Images by link are fetched by the service, as they are.
   */
  stripLocation = false;

  /**
   * Keeps the files, and what is written about them, over a reload or a crash; the person is asked whether to go on.
   * With `auto` it continues by itself. Needs an `id` or a `name`, by which the files are found again.
   */
  recover: boolean | 'auto' = false;

  /**
   * Pictures can be edited before they are sent: cropped, straightened, turned and mirrored. Their rows have a button for
   * it; the editor is fetched when it is wanted.
   */
  editor = false;

  /**
   * The aspect ratios that the editor offers, the first one at first: any of `free`, `original`, and ratios such as `4:3`.
   * Without `free` every crop has one of them. Default: `free original 1:1 4:3 16:9`.
   */
  aspectRatios = '';

  /** The page may be left without a question while something is still to be uploaded. */
  unguarded = false;

  /** Selector of a larger area to drop on; `body` for the whole page. Files dropped there go to the first uploader that names it. */
  dropTarget: string | null = null;

  /** Removing a stored image from the list deletes it on the server. */
  deleteOnRemove = false;

  /** Shows the service's offer of an account once anonymous images are stored; a person may dismiss it. */
  signupNudge = false;
}
