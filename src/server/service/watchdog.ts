/** A timer for the service's turn alone: the time that a browser takes to send does not count. */
export class Watchdog {
  private readonly milliseconds: number;
  private readonly bark: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, bark: () => void) {
    this.milliseconds = milliseconds;
    this.bark = bark;
  }

  /** The service's turn begins, or goes on after a sign of life. */
  restart = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.bark, this.milliseconds);
  };

  /** The turn is over. */
  stop = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
  };
}
