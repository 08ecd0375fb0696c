/**
 * A rectangle of a picture: its centre, from the centre of the picture, and its size, in pixels of the picture. It lies
 * straight in the picture as it is shown, turned and mirrored; `x` grows to the right, `y` downwards.
 */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A person's edit of a picture: plain numbers, so that it can be kept, and undone, beside the chosen file. */
export interface PictureEdit {
  /** Quarter turns clockwise, 0 to 3, of the upright picture. */
  readonly turns: number;
  /** Mirrored from left to right after that. */
  readonly mirrored: boolean;
  /** Degrees clockwise that it is straightened by after that, -45 to 45. */
  readonly angle: number;
  /** The aspect ratio that the crop is held to: `free`, `original`, or one such as `4:3`. */
  readonly ratio: string;
  /** The crop as the person drew it; angle and ratio make the crop of it, and give it back. */
  readonly drawn: Crop;
  /** The crop: the part that is kept. */
  readonly crop: Crop;
}

/** An edit of a file, with the facts about the chosen file that it changes. */
export interface FileEdit {
  readonly picture: PictureEdit;
  readonly before: { readonly name: string; readonly type: string; readonly size: number | null };
}
