import type { UploadPolicy } from '../../api/types.ts';
import { whenIdle } from '../shared/ui/idle.ts';
import { PartsInUse } from '../shared/widgets/parts-in-use.ts';
import type { GalleryContext } from './context.ts';
import type { Rearrangement } from './data/collection.ts';
import { GalleryModel } from './data/model.ts';
import { lateSource, type Source } from './data/sources.ts';
import { EarlyInput } from './input/early-input.ts';
import type { Input } from './input/index.ts';
import { Navigation } from './input/navigation.ts';
import { tileIdOf } from './input/targets.ts';
import type { Managing } from './manage/index.ts';
import {
  draggingPart,
  arrangementsPart,
  laterPart,
  managePart,
  scrubberPart,
  selectingPart,
  viewerPart,
} from './parts.ts';
import type { Scrubber } from './scrubber/scrubber.ts';
import type { GroupBy } from './stage/groups.ts';
import { Stage } from './stage/stage.ts';
import type { LoadAll } from './toolbar/load-all.ts';
import type { GroupedTiles } from './view/arrangements.ts';
import { watchPictures } from './view/pictures.ts';

/** The element's share of the context; the rest is the controller's. */
export interface GalleryHost extends Omit<
  GalleryContext,
  'images' | 'find' | 'indexOf' | 'hasMore' | 'boxes' | 'announce'
> {
  readonly element: HTMLElement & { requestUpdate(): void };
  /** Tells the source of the images from others. */
  source(): string;
  /** Whether the images are the account's list. */
  listed(): boolean;
  /** Asks for the policy of the token; null where there is none. */
  fetchPolicy(signal: AbortSignal): Promise<UploadPolicy | null>;
}

/** The parts of a gallery, each with one concern, and who asks whom for what. */
export class GalleryController {
  readonly context: GalleryContext;
  readonly model: GalleryModel;
  readonly stage: Stage;
  readonly navigation: Navigation;
  /** The code that is fetched when it is wanted. */
  readonly parts: PartsInUse;
  /** The acts of people; null until their code is there. */
  input: Input | null = null;
  /** Whether the code that arranges the images is still to come, and none stands anywhere yet. */
  waits = false;
  /** Loading of all that remains; made when the toolbar is there. */
  loadAll: LoadAll | null = null;
  #managing: Managing | null = null;
  readonly #host: GalleryHost;
  readonly #early: EarlyInput;
  /** Ends the keeping of what is done before the code of `input` is there. */
  #isEarly = new AbortController();
  /** The time on the page in which that code listens. */
  #heard: AbortSignal | null = null;
  /** Counts the wishes for the viewer before its way is there: the last holds. */
  #wish = 0;
  #groupedBy: GroupBy | null = null;
  /** All that the arrangement follows from beside the settings, as it was last. */
  #arrangedBy = 'false,false,false';
  #grouped: GroupedTiles | null = null;
  #scrubber: Scrubber | null = null;
  /** Whether the address has been looked at for an image to open. */
  #followed = false;

  constructor(host: GalleryHost) {
    const { text } = host;
    this.#host = host;
    const context: GalleryContext = {
      ...host,
      images: () => this.model.collection.images,
      find: (id) => this.model.collection.get(id),
      indexOf: (id) => this.model.collection.indexOf(id),
      hasMore: () => this.model.loader.hasMore,
      boxes: () => this.stage.boxes,
      announce: (words) => {
        this.model.status = words;
        host.requestUpdate();
      },
    };
    this.context = context;
    this.parts = new PartsInUse(host.element, { texts: text, signal: host.signal });
    const model = new GalleryModel(context, {
      arrange: (how, act) => this.#arrange(how, act),
      appended: () => this.#appended(),
      regroups: (before, now) => {
        const by = this.#groupedBy;
        const { groupKey } = (by && arrangementsPart.present) || {};
        return groupKey !== undefined && groupKey(before, by!) !== groupKey(now, by!);
      },
      changed: () => this.input?.viewer.update(),
      sharpen: (id) => void this.input?.sharpen(id),
      overlay: (image) => (this.#managing ? this.#managing.manage.overlay(image) : image),
    });
    this.model = model;
    this.stage = new Stage(context, {
      // Not while loading anew: what is shown then is complete. Nor while a page is tried again: its row was shown.
      holdsBack: () =>
        model.loader.started &&
        !model.loader.retrying &&
        !model.loader.atHand &&
        ['idle', 'loading'].includes(model.loader.state),
      nearEnd: () => {
        if (model.loader.state === 'idle') void model.loader.more();
      },
      arrangement: () => {
        const { Grouping, otherLayout } = arrangementsPart.present ?? {};
        const by = this.#groupedBy;
        return { grouping: by && Grouping ? new Grouping(by) : null, others: otherLayout };
      },
      waits: () => this.waits,
      later: () => this.later,
    });
    this.navigation = new Navigation(context, this.stage);
    this.#early = new EarlyInput(context, {
      kept: () => void this.#inputFor(() => {}).then((there) => there || this.#early.giveUp()),
      selecting: () => model.selection.ids.size > 0,
    });
  }

  /** The actions of `manage`; null without the attribute, or until its code is there. */
  get managing(): Managing | null {
    if (!this.context.settings().manage) return null;
    const module = this.parts.use(managePart);
    if (!module) return null;
    if (!this.#managing) {
      this.#managing = module.managing(this.context, {
        fetchPolicy: this.#host.fetchPolicy,
        model: this.model,
        arrange: (how, act) => this.#arrange(how, act),
        focus: (id) => void (id === null ? this.input?.resting.rest() : this.input?.ways.focus(id)),
      });
      void this.#managing.abilities.learn();
    }
    return this.#managing;
  }

  /** The rail of dates; null without the attribute, or until its code is there. */
  get scrubber(): Scrubber | null {
    if (!this.context.settings().scrubber) return null;
    const module = this.parts.use(scrubberPart);
    return module && (this.#scrubber ??= new module.Scrubber(this.context, this.stage, this.model.loader));
  }

  /** Tiles without a picture, messages, paper, acts of people; null until their code is there. */
  get later() {
    return this.parts.use(laterPart);
  }

  /** The tiles in groups; null without `group-by`, or until their code is there. */
  get groups(): GroupedTiles | null {
    const { present } = arrangementsPart;
    return this.#groupedBy && present && (this.#grouped ??= new present.GroupedTiles());
  }

  /**
   * While a gesture is under way the finger moves that, not the page. It stands before the touch begins, for Safari does not
   * ask listeners that come later.
   */
  readonly touchMove = {
    passive: false,
    handleEvent: (event: Event): void => {
      if (this.input?.busy) event.preventDefault();
    },
  };

  connect(signal: AbortSignal): void {
    this.#followed = false;
    this.stage.connect(signal);
    this.model.resume();
    this.#managing?.abilities.resume();
    const root = this.context.root();
    const { isScrolling, broke } = {
      isScrolling: () => this.stage.isScrolling,
      broke: (id: string) => this.model.broke(id),
    };
    watchPictures(root, { isScrolling, broke }, signal);
    root.addEventListener(
      'focusin',
      (event) => {
        const id = tileIdOf(event);
        if (id !== null) this.navigation.pin(id);
      },
      { signal },
    );
    // Where one has scrolled to is looked up when it is asked for: when the Tab key is about to lead into the gallery.
    const capture = { signal, capture: true };
    // WebKitGTK has no name for Shift+Tab, but the place of the key.
    const isTab = ({ key, code }: KeyboardEvent) => key === 'Tab' || code === 'Tab';
    window.addEventListener('keydown', (event) => isTab(event) && this.navigation.lookAgain(), capture);
    const follow = () => this.#followAddress();
    window.addEventListener('popstate', follow, { signal });
    window.addEventListener('hashchange', follow, { signal });
    // A page out of the back/forward cache may stand at another entry than it was left at.
    window.addEventListener('pageshow', (event) => event.persisted && follow(), { signal });
    this.#connectInput(signal);
  }

  #connectInput(signal: AbortSignal): void {
    if (laterPart.present) return this.#takeInput();
    this.#isEarly = new AbortController();
    this.#early.listen(this.context.root(), AbortSignal.any([signal, this.#isEarly.signal]));
    const fetch = () => {
      // Said when something waits for it.
      void laterPart
        .fetch()
        .then(() => signal.aborted || this.#takeInput())
        .catch(() => {});
    };
    for (const intent of ['pointerenter', 'focusin', 'touchstart'])
      this.context.element.addEventListener(intent, fetch, { signal, once: true, passive: true });
    whenIdle(fetch, signal);
  }

  /** Takes up the code for what people do, and all that they have done before it was there. */
  #takeInput(): void {
    const signal = this.context.signal();
    const module = this.#heard === signal ? null : this.parts.use(laterPart);
    if (!module) return;
    this.#heard = signal;
    const { context, model, navigation, stage } = this;
    this.input ??= new module.Input({
      ...{ context, model, navigation, stage, viewer: viewerPart },
      source: this.#host.source,
      listed: this.#host.listed,
      arrange: (how, act) => this.#arrange(how, act),
      selecting: () => this.parts.use(selectingPart),
      dragging: () => this.parts.use(draggingPart),
      questions: () => this.managing?.questions ?? null,
      selectedIds: () => model.selectedIds,
    });
    this.#isEarly.abort();
    this.input.connect(signal);
    this.#early.replay();
    context.requestUpdate();
  }

  /** Does something with the code for what people do, as soon as it is there; false if it cannot be had. */
  async #inputFor(act: (input: Input) => unknown): Promise<boolean> {
    if (!this.input && (await this.parts.load(laterPart))) this.#takeInput();
    if (!this.input) return false;
    await act(this.input);
    return true;
  }

  /** A source as it is read by somebody who may be coming back to the gallery. */
  returning(source: Source): Source {
    const { input } = this;
    if (input) return input.place.returning(source);
    if (!mayReturn()) return source;
    const make = () => this.#inputFor(() => {}).then(() => this.input?.place.returning(source) ?? source);
    return lateSource(make, source.atHand);
  }

  /** Opens the viewer at an image, or goes there. */
  async open(id: string): Promise<void> {
    const wish = ++this.#wish;
    await this.#inputFor(({ viewer }) => wish === this.#wish && viewer.open(id));
  }

  /** Brings an image into view. */
  async reveal(id: string): Promise<void> {
    await this.#inputFor(({ ways }) => ways.reveal(id, 'center'));
  }

  /** An event of the gallery's uploader. */
  uploaded(event: CustomEvent, uploader: Element): void {
    void this.#inputFor((input) => input.uploaded(event, uploader));
  }

  /** Closes the viewer. */
  close(): void {
    this.#wish++;
    this.input?.viewer.close();
  }

  #followAddress(): void {
    if (!this.context.settings().lightbox || !(this.input || location.hash.includes('imgpro='))) return;
    void this.#inputFor(({ viewer }) => viewer.followAddress());
  }

  disconnect(): void {
    this.model.stop();
    this.#managing?.questions.cancel();
    this.close();
  }

  /** Before each rendering: takes up the code that arranges the images, where they do not stand in plain rows. */
  prepare(): void {
    const { groupBy, layout } = this.context.settings();
    const wanted = groupBy !== null || layout !== 'rows';
    const isThere = wanted && this.parts.use(arrangementsPart) !== null;
    const waits = wanted && !isThere && this.parts.isComing(arrangementsPart) && this.stage.boxes.count === 0;
    const now = [isThere, waits, isThere && groupBy].join();
    if (now === this.#arrangedBy) return;
    this.#arrangedBy = now;
    this.#groupedBy = isThere ? groupBy : null;
    this.waits = waits;
    this.stage.keepView(() => this.stage.arrange('anew'));
  }

  /** After each rendering. */
  rendered(): void {
    this.input?.place.rendered();
    this.stage.rendered();
    this.#managing?.questions.rendered();
    this.#scrubber?.rendered();
    this.input?.resting.rendered();
  }

  #arrange(how: Rearrangement, act: () => void): void {
    const change = () => {
      act();
      this.stage.arrange(how);
    };
    // A person who moves an image looks at it: the view stays.
    if (how !== 'anew') change();
    else this.stage.keepView(change);
    this.input?.viewer.update();
  }

  #appended(): void {
    this.stage.lookAgain();
    if (!this.#followed && location.hash) this.#followAddress();
    this.#followed = true;
  }
}

/** Whether this visit may be a return to a gallery that was left. The code of `input` looks closer. */
function mayReturn(): boolean {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  try {
    return (
      /^(back|rel)/.test(visit?.type ?? '') && JSON.stringify(sessionStorage).includes('imgpro-gallery ')
    );
  } catch {
    return false; // a page without storage
  }
}
