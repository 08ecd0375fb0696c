/** The public names of each element, which pages rely on; none may be missing. */
export const contract = {
  'imgpro-uploader': {
    attributes:
      'token-endpoint api-url name value required disabled multiple accept max-files min-files max-file-size min-width min-height max-width max-height sources variant view manual concurrency retries max-dimension quality format strip-location fields animated unguarded ttl published-at caption recover drop-target delete-on-remove',
    members:
      'value metadata uppy whenUppy files images progress validators browse addFiles addUrl upload pause resume cancel retry remove clear checkValidity reportValidity tokenProvider client',
    events:
      'imgpro-files-added imgpro-file-rejected imgpro-upload-start imgpro-upload-progress imgpro-upload-success imgpro-image-ready imgpro-upload-error imgpro-update imgpro-file-removed imgpro-complete input change',
    slots: 'label hint icon actions',
    cssParts: 'base dropzone browse list file thumbnail name status progress error actions summary fields',
    cssStates: 'empty uploading processing paused offline failed complete disabled',
  },
  'imgpro-image': {
    attributes:
      'token-endpoint api-url image-id src width height alt sizes priority formats transform placeholder ratio nsfw show-caption link zoomable',
    members: 'image tokenProvider client',
    events: 'imgpro-load imgpro-error imgpro-state imgpro-reveal',
    slots: ' processing error caption',
    cssParts: 'base skeleton panel reveal retry caption',
    cssStates: 'loading processing ready failed blocked missing nsfw error',
  },
  'imgpro-gallery': {
    attributes:
      'token-endpoint api-url ids layout row-height columns gap page-size selectable manage lightbox reorderable uploader',
    members: 'images reload loadMore select selectAll clearSelection open scrollToImage tokenProvider client',
    events:
      'imgpro-load-page imgpro-selection-change imgpro-open imgpro-close imgpro-reorder imgpro-delete imgpro-update imgpro-before-delete imgpro-error',
    slots: 'empty error toolbar end',
    cssParts: 'base toolbar tile image caption check more',
    cssStates: 'loading empty error selecting',
  },
} as const;
