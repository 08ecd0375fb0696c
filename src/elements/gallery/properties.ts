import type { PropertyDeclarations } from '@lit/reactive-element';
import { TemplateElement } from '../shared/ui/template-element.ts';
import type { GivenImages } from './data/given.ts';
import { idList } from './settings.ts';
import type { GalleryLayout } from './stage/arrangement.ts';
import type { GroupBy } from './stage/groups.ts';

/** The attributes of `<imgpro-gallery>`, as they are written. How each is checked is in `settings.ts`. */
export abstract class GalleryProperties extends TemplateElement {
  /** As Lit reads them; what each means stands below. */
  static override properties: PropertyDeclarations = {
    ids: { converter: idList },
    images: { attribute: false },
    layout: {},
    groupBy: { attribute: 'group-by' },
    scrubber: { type: Boolean },
    rowHeight: { attribute: 'row-height', type: Number },
    columns: { type: Number },
    gap: { type: Number },
    pageSize: { attribute: 'page-size', type: Number },
    selectable: { type: Boolean, reflect: true },
    manage: { type: Boolean, reflect: true },
    fields: {},
    lightbox: { type: Boolean },
    reorderable: { type: Boolean, reflect: true },
    uploader: {},
    nextCursor: { attribute: 'next-cursor' },
  };

  /** Images by id, in this order. */
  ids: string[] | null = null;
  /**
   * Images that the page has at hand, an array or any iterable, async ones too; `[]` is an empty gallery, null leaves it to
   * the other ways in.
   */
  images: GivenImages | null = null;
  /** `rows` (justified), `columns` (masonry) or `grid`. */
  layout: GalleryLayout = 'rows';
  /** Headings between the images, by the `month` or the `day` of their publishing; drafts have a group of their own. */
  groupBy: GroupBy | null = null;
  /**
   * A rail of dates at the inline-end edge, for lists of several views: dragged, clicked or by keys it leads to a month, and its
   * end loads on. Where it is narrow it shows while one scrolls.
   */
  scrubber = false;
  /** Height of a row, in pixels. */
  rowHeight: number | null = null;
  /** Number of columns. */
  columns: number | null = null;
  /** Space between images, in pixels. */
  gap: number | null = null;
  /** Images a page, 1 to 100. */
  pageSize = 50;
  /** Images can be selected, with mouse, touch and keyboard. */
  selectable = false;
  /**
   * The selected images can be deleted, made public or private, given an expiry, and their details edited. A change
   * shows at once, and is taken back where the service refuses; all but deleting can be undone. Work that was begun goes on
   * when the element leaves the page.
   */
  manage = false;
  /** The fields of the selected images that can be edited, with `manage`: `caption`, `alt_text`, any other name is a metadata field. */
  fields = 'caption alt_text';
  /** A click opens the full-screen viewer. */
  lightbox = false;
  /** Images can be put into another order. */
  reorderable = false;
  /** Id of an uploader whose images appear at the top. */
  uploader: string | null = null;
  /** Where the account's list goes on after the children, as `renderGallery` writes it. */
  nextCursor: string | null = null;
}
