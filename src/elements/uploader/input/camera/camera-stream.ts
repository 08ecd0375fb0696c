import { isCameraAllowed, nextCamera, otherSide, problemOf, type CameraProblem } from './camera.ts';

/** Good enough for any page, and what most cameras have. */
const WANTED = { width: { ideal: 1920 }, height: { ideal: 1080 } };

/** A camera by its id, `flip` for the one that looks the other way, or the one that suits best. */
export type CameraChoice = { id: string } | 'flip' | null;

export interface Camera {
  id: string;
  /** As the system calls it; empty where the browser does not say. */
  label: string;
}

/** A camera at work: starts, changes to another one, stops. One stream at a time; an old one never outlives a new. */
export class CameraStream {
  #stream: MediaStream | null = null;
  #cameras: readonly Camera[] = [];
  #turn = 0;

  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** All cameras; known once one has been allowed. */
  get cameras(): readonly Camera[] {
    return this.#cameras;
  }

  /** The id of the camera at work. */
  get current(): string | undefined {
    return this.#settings?.deviceId;
  }

  /** There are a front and a back camera. */
  get canFlip(): boolean {
    return this.#cameras.length > 1 && otherSide(this.#settings?.facingMode) !== undefined;
  }

  /** Looks at the person: shown mirrored, as everybody knows themselves. */
  get facesUser(): boolean {
    return this.#settings?.facingMode !== 'environment';
  }

  get #settings(): MediaTrackSettings | undefined {
    return this.#stream?.getVideoTracks()[0]?.getSettings();
  }

  /** Starts a camera. Null when it runs, or when it was stopped meanwhile. */
  async start(choice: CameraChoice = null): Promise<CameraProblem | null> {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return 'cameraInsecure'; // browsers hide it on insecure pages
    const which = this.#constraints(choice);
    this.stop();
    const turn = this.#turn;
    try {
      const stream = await this.#open(mediaDevices, which);
      if (turn !== this.#turn) {
        release(stream);
        return null;
      }
      this.#stream = stream;
      await this.lookAround(); // browsers name their cameras only now
      return null;
    } catch (cause) {
      return turn === this.#turn ? problemOf(cause, isCameraAllowed()) : null;
    }
  }

  /** Looks which cameras there are. */
  async lookAround(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#cameras = devices
      .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId)
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  /** Best first: a side with no camera leads to the next one of the list. */
  #constraints(choice: CameraChoice): MediaTrackConstraints[] {
    const byId = (id: string | undefined) => (id ? [{ deviceId: { exact: id } }] : []);
    if (!choice) return [{ facingMode: 'environment' }];
    if (choice !== 'flip') return byId(choice.id);
    const ids = this.#cameras.map(({ id }) => id);
    const facingMode = { exact: otherSide(this.#settings?.facingMode) ?? 'environment' };
    return [{ facingMode }, ...byId(nextCamera(ids, this.current))];
  }

  async #open(devices: MediaDevices, [which, ...others]: MediaTrackConstraints[]): Promise<MediaStream> {
    try {
      return await devices.getUserMedia({ video: { ...which, ...WANTED }, audio: false });
    } catch (cause) {
      if (others.length === 0 || (cause as Error).name !== 'OverconstrainedError') throw cause;
      return this.#open(devices, others);
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
