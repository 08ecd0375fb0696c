import { nothing } from 'lit/html.js';
import type { NewFile } from '../../upload/check/check-files.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { whenIdle } from '../shared/ui/idle.ts';
import type { Part } from '../shared/ui/part.ts';
import type { PartsInUse } from '../shared/widgets/parts-in-use.ts';
import type { FormState } from './form/report-value.ts';
import type { Chosen } from './input/chosen.ts';
import type { Intake } from './input/intake.ts';
import { asTheyAre, isPlain } from './input/read-chosen.ts';
import type { FieldsEditor } from './list/fields.ts';
import type { EarlyAct } from './list/order/early-acts.ts';
import { loadFailure } from './panel/load-failure.ts';
import type { PartContext } from './part-context.ts';
import {
  cameraPart,
  editingPart,
  editorPart,
  fieldsPart,
  followPart,
  intakePart,
  linkPart,
  longListPart,
  mediaPart,
  orderPart,
  overlayPart,
  recoveryPart,
  rowMenuPart,
  servicePart,
  tilesPart,
} from './parts.ts';
import type { Actions, Content, View } from './view-model.ts';

/** Uploads of less are over before anybody asks how long they will take (bytes), but on a slow line: then after a moment (ms). */
const LONG = 1e6;
const MOMENT = 2000;

/** Parts without which something that was asked for is missing. */
const ASKED_FOR = [
  cameraPart,
  editingPart,
  editorPart,
  fieldsPart,
  linkPart,
  longListPart,
  recoveryPart,
  rowMenuPart,
  tilesPart,
];

/**
 * The features of an uploader whose code is fetched when they are wanted: when each is, and what was asked of it until it is
 * there. Another one is added here and in `parts.ts`; the work itself is done by the part, which is given the engine.
 */
export class LateParts {
  readonly #context: PartContext;
  readonly #parts: PartsInUse;
  /** The editor of captions and other fields of files; null until its code is there. */
  fields: FieldsEditor | null = null;
  /** Reads folders, pastes and links, once there are any. */
  intake: Intake | null = null;
  isLinkOpen = false;
  /** The form for an address is to have the focus as soon as it is there. */
  #isLinkWanted = false;
  /** The camera was asked for, and is not open yet. */
  #isCameraWanted = false;
  /** The drop target that the overlay is to lie on. */
  #covered: HTMLElement | null = null;
  /** Acts on the list before the code that orders it is there; null: it is, and listens. */
  #early: EarlyAct[] | null = [];
  /** That code has been asked for in good time. */
  #isOrderExpected = false;
  /** Something is being sent: looks whether it still is after a moment. */
  #moment: ReturnType<typeof setTimeout> | undefined;
  /** It has been said that a part is missing. */
  #isMissingSaid = false;

  constructor(context: PartContext, parts: PartsInUse) {
    this.#context = context;
    this.#parts = parts;
  }

  /** After a rendering. */
  updated(root: ShadowRoot): void {
    this.#announceMissing();
    this.#showCamera(root);
    this.#focusLink(root);
  }

  // The looks of the list

  /** Has those parts come that the state of the list asks for. */
  lookAt({ counts, multiple }: View): void {
    const parts = this.#parts;
    if (multiple && counts.total > 1 && !this.#isOrderExpected) {
      this.#isOrderExpected = true;
      whenIdle(() => void this.order(), this.#context.options.signal());
    }
    if (counts.total > 0 || matchMedia('(forced-colors: active)').matches) parts.use(mediaPart);
    const { queue } = this.#context.session;
    if (counts.failed > 0 || queue.bytesLeft > LONG) parts.use(followPart)?.follow(this.#context);
    else if (counts.sending > 0)
      this.#moment ??= setTimeout(() => {
        this.#moment = undefined;
        if (queue.counts.sending > 0) void parts.load(followPart).then((part) => part?.follow(this.#context));
      }, MOMENT);
  }

  /** Whether the looks of the rows are on their way: with them, the list appears as it is going to stay. */
  isDressing({ fields }: View): boolean {
    const isComing = (part: Part<object>) => !this.#parts.use(part) && this.#parts.isComing(part);
    const tiles = this.#context.host.view === 'grid' && isComing(tilesPart);
    return (fields.length > 0 && isComing(fieldsPart)) || tiles;
  }

  readonly long = () => this.#parts.use(longListPart);
  /** How updates of a long form value are put off; comes with the code for long lists. */
  get putOff(): FormState['putOff'] {
    return longListPart.present?.putOff;
  }

  readonly service = (): View['service'] => this.#parts.use(servicePart)?.serviceFactsOf(this.#context);

  /** Fetches what puts files into another order, and hands it what a person did before. */
  readonly order = async (event?: Event): ReturnType<Actions['order']> => {
    const { multiple, counts } = this.#context.view;
    if (!multiple || counts.total < 2) return null;
    if (event) this.#early?.push({ event, target: event.target });
    const ordering = (await this.#parts.load(orderPart))?.orderingOf(this.#context);
    const acts = this.#early?.splice(0);
    if (!ordering || !acts) return ordering;
    this.#early = null;
    ordering.replay(acts);
    return ordering;
  };

  // Rows

  /** The fields of a row, where the page has some; also if the token allows none of them. */
  readonly rowFields = (): FieldsEditor['template'] | null => {
    if (this.#context.host.fields)
      this.fields ??= this.#parts.use(fieldsPart)?.editFields(this.#context) ?? null;
    return this.fields?.template ?? null;
  };

  readonly nearMenu = () => this.#parts.load(rowMenuPart);

  readonly menu: Actions['menu'] = async ({ id }, button) => {
    this.#parts.forgive(rowMenuPart);
    (await this.nearMenu())?.openRowMenu(id, button, this.#context);
  };

  get editing(): View['editing'] {
    return this.#context.host.editor ? this.#parts.use(editingPart) : null;
  }

  /** Opens the editor of a file. Resolves to the file when it is edited, to null when it is not. */
  async edit(id: string): Promise<UploadFile | null> {
    const parts = this.#parts;
    parts.forgive(editingPart, editorPart);
    const part = await parts.load(editingPart);
    return part && part.editFile(id, this.#context, () => parts.load(editorPart));
  }

  // Ways in

  /** Reads what was chosen: files as they are, all else by the part for it. */
  async read(chosen: Chosen): Promise<NewFile[]> {
    const intake = isPlain(chosen) ? null : await this.reader();
    return intake ? intake.read(chosen) : asTheyAre(chosen);
  }

  /** Files that an uploader has been given are read even if it leaves the page meanwhile. */
  async reader(): Promise<Intake | null> {
    const part = intakePart.present ?? (await intakePart.fetch().catch(() => null));
    this.#parts.use(intakePart);
    return (this.intake ??= part && new part.Intake(this.#context));
  }

  /** Opens the dialog that takes a photo. */
  openCamera(): void {
    this.#isCameraWanted = true;
    this.#parts.forgive(cameraPart);
  }

  #showCamera(root: ShadowRoot): void {
    const part = this.#isCameraWanted && this.#parts.use(cameraPart);
    if (!part) return;
    this.#isCameraWanted = false;
    part.openCamera(root, this.#context);
  }

  /** Shows on a drop target elsewhere on the page that files may be dropped there; null: no longer. */
  cover(target: HTMLElement | null): void {
    if (this.#covered === target) return;
    this.#covered = target;
    const { host, options } = this.#context;
    void this.#parts
      .load(overlayPart)
      .then((part) => part?.cover(host.shadowRoot!, this.#covered, options.texts));
  }

  /** Opens or closes the field for the address of an image. */
  readonly toggleLink = async (open: boolean): Promise<void> => {
    const { host, session } = this.#context;
    this.isLinkOpen = this.#isLinkWanted = open;
    // The token may let nobody add a link.
    if (open) void session.loadPolicy().then(() => host.requestUpdate());
    this.#parts.forgive(linkPart);
    await host.updateComplete;
    if (!open) host.renderRoot.querySelector<HTMLElement>('[data-action="link"]')?.focus();
  };

  linkForm(view: View): Content {
    return (view.linkOpen && this.#parts.use(linkPart)?.linkForm(view)) || nothing;
  }

  #focusLink(root: ShadowRoot): void {
    const address = this.#isLinkWanted && root.querySelector<HTMLElement>('.link input');
    if (!address) return;
    this.#isLinkWanted = false;
    // A person who has gone on meanwhile is not called back.
    if (root.activeElement || document.activeElement === document.body) address.focus();
  }

  // Parts that could not be fetched

  /** The notice that something which was asked for is missing. */
  failure(again: () => void): Content {
    const { texts } = this.#context.options;
    const failures = this.#parts.failures(...ASKED_FOR);
    if (failures === 0) return nothing;
    return loadFailure(texts.t('partFailed'), texts, failures > 1, () => {
      this.#parts.forgive(...ASKED_FOR);
      again();
    });
  }

  #announceMissing(): void {
    const { announcer, options } = this.#context;
    const isMissing = this.#parts.failures(...ASKED_FOR) > 0;
    if (isMissing && !this.#isMissingSaid) announcer.announce('missing', () => options.texts.t('partFailed'));
    this.#isMissingSaid = isMissing;
  }
}
