/** The part of libheif's interface that is used here. */
declare module 'libheif-js/libheif/libheif.js' {
  interface Handle {
    readonly brand: unique symbol;
  }
  interface Decoded {
    code?: unknown;
    image: object;
    channels: { width: number; height: number; stride: number; data: Uint8Array }[];
  }
  export interface Libheif {
    ready: Promise<unknown>;
    heif_context_alloc(): object;
    heif_context_free(context: object): void;
    heif_context_read_from_memory(context: object, bytes: Uint8Array): { code: { value: number } };
    heif_js_context_get_primary_image_handle(context: object): Handle & { code?: unknown };
    heif_image_handle_get_width(handle: Handle): number;
    heif_image_handle_get_height(handle: Handle): number;
    heif_image_handle_release(handle: Handle): void;
    heif_js_decode_image2(handle: Handle, colourSpace: unknown, chroma: unknown): Decoded;
    heif_image_release(image: object): void;
    heif_colorspace: { heif_colorspace_RGB: unknown };
    heif_chroma: { heif_chroma_interleaved_RGBA: unknown };
  }
  export default function create(): Libheif;
}
