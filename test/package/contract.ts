/** Kinds of names in `custom-elements.json`. */
export const KINDS = [
  'attributes',
  'members',
  'events',
  'slots',
  'cssParts',
  'cssProperties',
  'cssStates',
] as const;

type Contract = { readonly [Kind in (typeof KINDS)[number]]?: string };

const CONNECTION = 'token-endpoint api-url';
const CONNECTED = 'tokenEndpoint apiUrl tokenProvider client';

/** The public names of each element, which pages rely on, with white space between them. */
export const CONTRACT: Readonly<Record<string, Contract>> = {
  'imgpro-uploader': {
    attributes: `${CONNECTION} name required disabled value readonly multiple accept max-files min-files max-file-size
      min-width min-height max-width max-height sources variant view manual concurrency retries max-dimension quality
      format strip-location fields editor aspect-ratios animated unguarded delete-on-remove signup-nudge ttl
      published-at caption recover drop-target`,
    members: `${CONNECTED} name required disabled value readonly multiple accept maxFiles minFiles maxFileSize minWidth
      minHeight maxWidth maxHeight sources variant view manual concurrency retries maxDimension quality format
      stripLocation fields editor aspectRatios animated unguarded deleteOnRemove signupNudge ttl publishedAt caption
      metadata recover dropTarget browse addFiles addUrl upload pause resume cancel retry remove clear edit whenUppy
      checkValidity reportValidity form validity validationMessage willValidate uppy files images progress validators`,
    events: `imgpro-files-added imgpro-file-rejected imgpro-upload-start imgpro-upload-progress imgpro-upload-success
      imgpro-image-ready imgpro-upload-error imgpro-update imgpro-file-removed imgpro-complete input change`,
    slots: 'label hint icon actions',
    cssParts: 'base dropzone browse list file thumbnail name status progress error actions summary fields',
    cssProperties: '--imgpro-list-size --imgpro-panel-size --imgpro-tile-size',
    cssStates: 'empty dragging uploading processing paused offline recovered failed complete disabled',
  },
  'imgpro-image': {
    attributes: `${CONNECTION} image-id src width height alt sizes priority formats transform placeholder ratio nsfw
      show-caption link zoomable actions`,
    members: `${CONNECTED} imageId image src width height alt sizes priority formats transform placeholder ratio nsfw
      showCaption link zoomable actions state`,
    events: 'imgpro-load imgpro-error imgpro-state imgpro-reveal',
    slots: '(default) processing error caption',
    cssParts: 'base skeleton panel reveal retry caption',
    cssProperties: '--imgpro-skeleton --imgpro-image-radius',
    cssStates: 'loading processing ready failed blocked missing nsfw error',
  },
  'imgpro-gallery': {
    attributes: `${CONNECTION} ids group-by scrubber layout row-height columns gap page-size selectable manage fields
      lightbox reorderable uploader next-cursor`,
    members: `${CONNECTED} ids images groupBy scrubber layout rowHeight columns gap pageSize selectable manage fields
      lightbox reorderable uploader nextCursor reload loadMore select selectAll clearSelection open scrollToImage`,
    events: `imgpro-load-page imgpro-selection-change imgpro-open imgpro-close imgpro-reorder imgpro-delete imgpro-update
      imgpro-before-delete imgpro-error`,
    slots: '(default) empty error toolbar end',
    cssParts: 'base toolbar heading tile image caption check scrubber more',
    cssProperties: '--imgpro-row-height --imgpro-columns --imgpro-gap',
    cssStates: 'loading empty error selecting',
  },
};

/** The names of an element by kind; the slot without a name is the empty one. */
export function namesOf(tag: string): Partial<Record<(typeof KINDS)[number], string[]>> {
  return Object.fromEntries(
    Object.entries(CONTRACT[tag]!).map(([kind, names]) => [
      kind,
      names.split(/\s+/).map((name) => (name === '(default)' ? '' : name)),
    ]),
  );
}
