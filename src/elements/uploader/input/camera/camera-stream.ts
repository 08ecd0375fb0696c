import { isCameraAllowed, nextCamera, problemOf, type CameraProblem } from './camera.ts';

/** Good enough for any page, and what most cameras have. */
const WANTED = { width: { ideal: 1920 }, height: { ideal: 1080 } };

/** A camera at work: starts, changes to the next one, stops. One stream at a time; an old one never outlives a new. */
export class CameraStream {
  #stream: MediaStream | null = null;
  #ids: string[] = [];
  #turn = 0;

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get hasOthers(): boolean {
    return this.#ids.length > 1;
  }

  /** Looks at the person: shown mirrored, as everybody knows themselves. */
  get facesUser(): boolean {
    return this.#settings?.facingMode !== 'environment';
  }

  get #settings(): MediaTrackSettings | undefined {
    return this.#stream?.getVideoTracks()[0]?.getSettings();
  }

  /** Starts the camera, or the next one. Null when it runs, or when it was stopped meanwhile. */
  async start(next = false): Promise<CameraProblem | null> {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return 'cameraInsecure'; // browsers hide it on insecure pages
    const id = next ? nextCamera(this.#ids, this.#settings?.deviceId) : undefined;
    this.stop();
    const turn = this.#turn;
    try {
      const which = id ? { deviceId: { exact: id } } : { facingMode: 'environment' };
      const stream = await mediaDevices.getUserMedia({ video: { ...which, ...WANTED }, audio: false });
      if (turn !== this.#turn) {
        release(stream);
        return null;
      }
      this.#stream = stream;
      // Browsers name their cameras only now.
      const devices = await mediaDevices.enumerateDevices();
      this.#ids = devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId);
      return null;
    } catch (cause) {
      return turn === this.#turn ? problemOf(cause, isCameraAllowed()) : null;
    }
  }

  /** Lets the camera go; its light goes out. */
  stop(): void {
    this.#turn += 1;
    if (this.#stream) release(this.#stream);
    this.#stream = null;
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
