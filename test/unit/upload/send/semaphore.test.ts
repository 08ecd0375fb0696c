import { describe, expect, test } from 'vitest';
import { Semaphore } from '../../../../src/upload/send/semaphore.ts';

const forever = new AbortController().signal;

/** Takes slots, and tells who got one. */
function takers(limit: () => number) {
  const slots = new Semaphore(limit);
  const got: string[] = [];
  const take = async (name: string, signal = forever) => {
    const leave = await slots.take(signal);
    got.push(name);
    return leave;
  };
  return { got, take, settle: () => new Promise((resolve) => setImmediate(resolve)) };
}

describe('slots', () => {
  test('are as many as the limit, first come, first served', async () => {
    const { got, take, settle } = takers(() => 2);
    const [a] = await Promise.all([take('a'), take('b')]);
    void take('c');
    void take('d');
    await settle();
    expect(got).toEqual(['a', 'b']);
    a();
    await settle();
    expect(got).toEqual(['a', 'b', 'c']);
  });

  test('are without number when the limit is 0', async () => {
    const { got, take } = takers(() => 0);
    await Promise.all(Array.from({ length: 50 }, (_, at) => take(String(at))));
    expect(got).toHaveLength(50);
  });

  test('are handed back once, however often', async () => {
    const { got, take, settle } = takers(() => 1);
    const a = await take('a');
    void take('b');
    void take('c');
    a();
    a();
    await settle();
    expect(got).toEqual(['a', 'b']);
  });

  test('go to nobody who has left', async () => {
    const { got, take, settle } = takers(() => 1);
    const a = await take('a');
    const leaving = new AbortController();
    const left = take('b', leaving.signal).catch((error: unknown) => error);
    void take('c');
    leaving.abort();
    expect(await left).toMatchObject({ name: 'AbortError' });
    a();
    await settle();
    expect(got).toEqual(['a', 'c']);
  });

  test('are not given to one who comes while another is woken', async () => {
    const { got, take, settle } = takers(() => 1);
    const a = await take('a');
    void take('b');
    a();
    void take('late');
    await settle();
    expect(got).toEqual(['a', 'b']);
  });

  test('follow a limit that changes', async () => {
    let limit = 1;
    const { got, take, settle } = takers(() => limit);
    const a = await take('a');
    void take('b');
    void take('c');
    limit = 2;
    a();
    await settle();
    expect(got).toEqual(['a', 'b', 'c']);
  });
});
