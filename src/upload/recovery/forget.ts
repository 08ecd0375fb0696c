/**
 * Forgets every queue that uploaders with `recover` have kept on this device, of all pages of the site. For signing
 * out: what one person left unfinished is nothing for the next. Never rejects; where nothing is kept there is nothing
 * to forget. Uploaders that are on the page keep their lists.
 */
export async function forgetUploads(): Promise<void> {
  try {
    const { RecoveryStore } = await import('./store.ts');
    const store = await RecoveryStore.open();
    for (const { slot } of await store.queues()) await store.clear(slot);
    store.close();
  } catch {
    // As said above.
  }
}
