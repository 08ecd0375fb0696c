/**
 * Deletes every queue that uploaders with `recover` have stored on this device, on all pages of the site. For signing out:
 * the next person must not see the files of the last. Never rejects. Uploaders on the page keep their lists.
 */
export async function forgetUploads(): Promise<void> {
  try {
    const { RecoveryStore } = await import('./store.ts');
    const store = await RecoveryStore.open();
    for (const { slot } of await store.queues()) await store.clear(slot);
    store.close();
  } catch {
    // The browser stores nothing here, so that there is nothing to delete.
  }
}
