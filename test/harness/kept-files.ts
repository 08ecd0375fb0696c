import type { Page } from '@playwright/test';

/** A file as it is kept on the device. */
export interface KeptEntry {
  id: string;
  /** Place of its bytes. */
  kind: string;
  status: string;
  key: string | null;
  caption: string | undefined;
}

/** Reads the files that are kept on the device; waits for writes that were requested before. */
export function keptFiles(page: Page): Promise<KeptEntry[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('imgpro-uploads');
        open.onerror = () => reject(open.error!);
        open.onsuccess = () => {
          const all = open.result.transaction('entries').objectStore('entries').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(
              all.result.map(({ id, content, kept }) => ({
                id,
                kind: content.kind,
                status: kept.file.status,
                key: kept.key?.key ?? null,
                caption: kept.file.fields.caption,
              })),
            );
          };
        };
      }),
  );
}
