// Tools above the photo; readings, the chosen point and points to place beside it.

// Keys explained, in this order, as their ids in the catalogue end.
const KEYS = ["tab", "arrows", "say", "enter", "next", "delete", "escape", "undo", "zoom", "space", "free", "lines"];

class Panel {
  constructor(root, acts, words) {
    this.words = words;
    this.acts = acts;
    this.bar = element("div", { class: "bar", role: "toolbar", "aria-label": words.tools });
    root.prepend(this.bar);
    this.tools = {};
    const group = () => element("div", { class: "group" }, this.bar);
    const tool = (parent, name, options = {}) => {
      this.tools[name] = button(parent, { name, words: words[name], bare: true, act: () => acts[name](), ...options });
    };
    let at = group();
    tool(at, "undo", { title: words.undo_keys });
    tool(at, "redo", { title: words.redo_keys });
    at = group();
    tool(at, "minus", { words: words.zoom_out });
    tool(at, "plus", { words: words.zoom_in });
    tool(at, "fit");
    if (document.fullscreenEnabled) tool(at, "wide");
    at = group();
    tool(at, "free", { words: words.lock_free });
    tool(at, "up", { words: words.lock_vertical });
    tool(at, "across", { words: words.lock_horizontal });
    at = group();
    tool(at, "plumb", { bare: false, title: words.plumb_help });
    tool(at, "vertical", { bare: false, title: words.vertical_help });
    tool(at, "known", { bare: false, title: words.known_help });
    tool(at, "names");
    this.side = element("div", { class: "side" });
    root.querySelector(".body").append(this.side);
    this.point = element("section", { class: "card point", "aria-label": words.chosen }, this.side);
    this.buildPoint();
    this.place = element("section", { class: "card place", "aria-label": words.place }, this.side);
    element("h4", {}, this.place, words.place);
    element("p", { class: "quiet" }, this.place, words.place_help);
    this.offers = element("div", { class: "offers" }, this.place);
    this.readings = element("section", { class: "card readings", "aria-label": words.readings }, this.side);
    this.readingsTitle = element("h4", {}, this.readings);
    this.table = element("dl", {}, this.readings);
    this.rows = new Map();
    this.help = element("details", { class: "keys" }, this.side);
    element("summary", {}, this.help, words.keys_title);
    const list = element("dl", {}, this.help);
    for (const name of KEYS) {
      element("dt", {}, list, words[`key.${name}`]);
      element("dd", {}, list, words[`key.${name}.does`]);
    }
  }

  buildPoint() {
    const { words, acts } = this;
    this.progress = element("p", { class: "progress" }, this.point);
    this.title = element("h4", {}, this.point);
    this.where = element("p", { class: "where" }, this.point);
    this.signed = element("p", { class: "signed quiet" }, this.point);
    this.note = element("p", { class: "note" }, this.point);
    const says = element("div", { class: "says", role: "group", "aria-label": words.say }, this.point);
    this.says = {};
    for (const [status, name] of [["confirmed", "check"], ["unsure", "unsure"], ["hidden", "hidden"]]) {
      this.says[status] = button(says, { name, words: words[`say_${status}`], title: words[`say_${status}_keys`], act: () => acts.say(status) });
      this.says[status].dataset.act = `say-${status}`;
    }
    const more = element("div", { class: "more" }, this.point);
    this.back = button(more, { name: "back", words: words.back, title: words.back_keys, act: () => acts.back() });
    this.next = button(more, { name: "next", words: words.next, title: words.next_keys, act: () => acts.next() });
  }

  remove() {
    this.bar.remove();
    this.side.remove();
  }

  drawTools({ past, future, lock, plumb, vertical, known, names, wide, canPlumb, disabled }) {
    this.tools.undo.disabled = disabled || !past;
    this.tools.redo.disabled = disabled || !future;
    for (const [name, value] of [["free", null], ["up", "vertical"], ["across", "horizontal"]]) {
      set(this.tools[name], { "aria-pressed": String(lock === value) });
      this.tools[name].disabled = disabled;
    }
    this.tools.plumb.hidden = !canPlumb;
    set(this.tools.plumb, { "aria-pressed": String(plumb) });
    for (const [name, value] of Object.entries({ vertical, known })) {
      set(this.tools[name], { "aria-pressed": String(value) });
      this.tools[name].disabled = disabled;
    }
    set(this.tools.names, { "aria-pressed": String(names) });
    if (this.tools.wide) set(this.tools.wide, { "aria-pressed": String(wide) });
  }

  drawPoint({ chosen, open, all, tilt, disabled }) {
    const { words } = this;
    this.progress.textContent = all ? fill(open ? words.progress : words.progress_done, { count: open || all, all }, words.locale) : "";
    this.progress.hidden = !all;
    this.progress.classList.toggle("is-open", open > 0);
    this.title.textContent = chosen ? chosen.label : words.choose;
    this.where.textContent = chosen ? chosen.where : tilt;
    this.where.hidden = !this.where.textContent;
    this.signed.textContent = chosen?.signed ?? "";
    this.signed.hidden = !this.signed.textContent;
    this.note.textContent = chosen ? chosen.note : words.choose_help;
    this.note.classList.toggle("is-amber", Boolean(chosen?.amber));
    this.note.hidden = !this.note.textContent;
    for (const [status, node] of Object.entries(this.says)) {
      node.disabled = disabled || !chosen?.placed;
      set(node, { "aria-pressed": String(chosen?.status === status) });
    }
    this.says.confirmed.parentElement.hidden = !chosen || chosen.line;
    this.back.hidden = !chosen?.touched;
    this.back.disabled = disabled;
    this.back.say(chosen?.backWords ?? words.back);
    this.next.hidden = open === 0;
  }

  drawReadings(title, rows) {
    if (this.readingsTitle.textContent !== title) this.readingsTitle.textContent = title;
    const wanted = new Set(rows.map((row) => row.id));
    for (const [id, row] of this.rows) {
      row.line.hidden = !wanted.has(id);
    }
    for (const row of rows) {
      if (!this.rows.has(row.id)) {
        const line = element("div", { class: "reading", "data-measure": row.id }, this.table);
        element("dt", {}, line);
        const value = element("dd", {}, line);
        const made = { line, number: element("span", { class: "number" }, value), change: element("span", { class: "change" }, value) };
        this.rows.set(row.id, made);
      }
      const made = this.rows.get(row.id);
      made.line.hidden = false;
      if (made.line.firstChild.textContent !== row.label) made.line.firstChild.textContent = row.label;
      made.number.textContent = row.value;
      made.change.textContent = row.change;
      made.line.classList.toggle("is-moving", row.moving);
    }
    this.readings.hidden = rows.length === 0;
  }

  drawOffers(offers, disabled) {
    const wanted = offers.map((offer) => `${offer.key}${offer.active ? "+" : ""}`).join();
    this.place.hidden = offers.length === 0;
    if (wanted === this.offered && this.offeredDisabled === disabled) return;
    this.offered = wanted;
    this.offeredDisabled = disabled;
    const focused = this.offers.getRootNode().activeElement?.dataset?.place;
    this.offers.replaceChildren();
    for (const offer of offers) {
      const node = element("button", { type: "button", class: "tool offer", title: offer.hint, "data-place": offer.key, "aria-pressed": String(offer.active) }, this.offers);
      node.append(icon("plus"));
      element("span", {}, node, offer.label);
      node.disabled = disabled;
      node.addEventListener("click", () => this.acts.place(offer.key));
      if (offer.key === focused) node.focus();
    }
  }
}
