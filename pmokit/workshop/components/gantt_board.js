/* The board of a plan: bars that can be dragged, moved with the arrow keys, and read as a list. Python plans; this draws and asks. */

const FULL = 0.9;
const SLACK = 1e-9;
const TURN = 7;
const ASK_AFTER = 250;
const WIDE = 700;

function make(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

function shape(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function stateOf(used, there) {
  if (used > there + SLACK) return "over";
  if (there <= SLACK) return "none";
  return used >= FULL * there - SLACK ? "full" : "free";
}

const figure = (amount) => String(Math.round(amount * 100) / 100);

function render({ model, el }) {
  const root = make("div", "pk-gb");
  const said = make("p", "pk-gb-said");
  said.setAttribute("aria-live", "polite");
  el.append(root, said);
  let plan = model.get("plan");
  let wished = null; // {id, start}: where a bar is held or was just put, until the plan answers
  let opened = ""; // the initiative whose details are shown
  let view = ""; // board or list, once somebody has chosen
  let timer = 0;
  let drag = null;
  let late = false; // a plan has come while a bar was held

  const rows = () => plan.lanes.flatMap((lane) => lane.rows);
  const row = (id) => rows().find((one) => one.id === id);
  const startOf = (one) => (wished && wished.id === one.id ? wished.start : one.start);
  const span = (start, length) =>
    length === 1 ? plan.quarters[start] : plan.quarters[start] + " to " + plan.quarters[start + length - 1];
  const latest = (one) => Math.max(0, plan.quarters.length - one.length);

  function used(pick) {
    const taken = plan.quarters.map(() => 0);
    for (const one of rows()) {
      const start = startOf(one);
      if (start === null) continue;
      for (let at = start; at < Math.min(start + one.length, taken.length); at += 1) taken[at] += pick(one);
    }
    return taken;
  }

  function ask(one, start) {
    clearTimeout(timer);
    wished = { id: one.id, start };
    root.classList.add("pk-gb-asking");
    model.send({ kind: "move", id: one.id, start });
  }

  function pin(one) {
    clearTimeout(timer);
    model.send({ kind: "pin", id: one.id, start: startOf(one) });
  }

  function back() {
    clearTimeout(timer);
    wished = null;
    drag = null;
    model.send({ kind: "back" });
    draw();
  }

  function step(one, by) {
    const start = Math.min(latest(one), Math.max(0, startOf(one) + by));
    if (start === startOf(one)) return;
    wished = { id: one.id, start };
    place();
    say(one.name + ": " + span(start, one.length));
    clearTimeout(timer);
    timer = setTimeout(() => ask(one, start), ASK_AFTER);
  }

  function say(words) {
    said.textContent = words;
  }

  /* What changes while a bar is held: places, arrows and the strip; nothing is built anew, so that nothing loses the focus. */
  function place() {
    const count = plan.quarters.length;
    for (const one of rows()) {
      const bar = root.querySelector('[data-bar="' + one.id + '"]');
      if (!bar) continue;
      const start = startOf(one);
      bar.style.left = (100 * start) / count + "%";
      bar.style.width = (100 * Math.min(one.length, count - start)) / count + "%";
      bar.setAttribute("aria-label", described(one, start));
      bar.querySelector(".pk-gb-when").textContent = span(start, Math.min(one.length, count - start));
      bar.classList.toggle("pk-gb-held", Boolean(wished && wished.id === one.id));
    }
    strip();
    arrows();
  }

  function described(one, start) {
    const parts = [one.name, span(start, Math.min(one.length, plan.quarters.length - start))];
    if (one.pin) parts.push(one.pin);
    if (one.was !== null && one.was !== start) parts.push("was " + span(one.was, one.length));
    if (one.isNew) parts.push("comes in");
    if (plan.refused && plan.refused.id === one.id) parts.push("not possible here");
    return parts.join(", ");
  }

  function head() {
    const tools = make("div", "pk-gb-tools");
    for (const [name, words] of [["board", "Board"], ["list", "List"]]) {
      const button = make("button", "pk-gb-view", words);
      button.type = "button";
      button.dataset.view = name;
      button.setAttribute("aria-pressed", String(shown() === name));
      button.addEventListener("click", () => {
        view = name;
        draw();
        root.querySelector('[data-view="' + name + '"]').focus();
      });
      tools.append(button);
    }
    const help =
      shown() === "list"
        ? "Choose another quarter, or pin an initiative to its own."
        : "Drag a bar to another quarter, or focus it: arrow keys move it, Enter pins it, Escape puts it back. Press it for more.";
    tools.append(make("p", "pk-gb-help", help));
    return tools;
  }

  const shown = () => view || (root.clientWidth && root.clientWidth < WIDE ? "list" : "board");

  function draw() {
    const focused = document.activeElement && root.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    root.style.setProperty("--quarters", plan.quarters.length);
    root.replaceChildren(head(), shown() === "list" ? list() : board());
    if (shown() === "board") place();
    if (focused) root.querySelector('[data-key="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
  }

  function board() {
    const made = make("div", "pk-gb-board");
    made.append(quarters());
    for (const lane of plan.lanes) {
      made.append(make("h3", "pk-gb-lane", lane.name));
      for (const one of lane.rows) made.append(...line(one));
    }
    made.append(shape("svg", { class: "pk-gb-arrows", "aria-hidden": "true" }), ...skills());
    return made;
  }

  function quarters() {
    const made = make("div", "pk-gb-row pk-gb-head");
    made.append(make("div", "pk-gb-mark", plan.illustrative ? "ILLUSTRATIVE" : ""));
    const track = make("div", "pk-gb-track");
    for (const wave of plan.waves) {
      if (wave.last < wave.first) continue;
      const band = make("span", "pk-gb-wave", wave.name);
      band.title = wave.name;
      band.style.gridColumn = wave.first + 1 + " / " + (wave.last + 2);
      track.append(band);
    }
    plan.quarters.forEach((label, at) => {
      const made = make("span", "pk-gb-quarter", label);
      made.style.gridColumn = String(at + 1);
      track.append(made);
    });
    made.append(track);
    return made;
  }

  function line(one) {
    const made = make("div", "pk-gb-row");
    const label = make("div", "pk-gb-label");
    label.append(make("span", "", one.name));
    made.append(label);
    const track = make("div", "pk-gb-track pk-gb-lines");
    if (one.was !== null && one.was !== one.start) {
      const ghost = make("span", "pk-gb-ghost", one.start === null ? "leaves the plan" : "");
      ghost.style.left = (100 * one.was) / plan.quarters.length + "%";
      ghost.style.width = (100 * one.length) / plan.quarters.length + "%";
      track.append(ghost);
    }
    if (one.start !== null) track.append(bar(one));
    made.append(track);
    return opened === one.id && one.start !== null ? [made, details(one)] : [made];
  }

  function bar(one) {
    const made = make("button", "pk-gb-bar");
    made.type = "button";
    made.dataset.bar = one.id;
    made.dataset.key = "bar " + one.id;
    made.setAttribute("aria-expanded", String(opened === one.id));
    made.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight Enter Escape");
    if (one.pin) made.append(pinSign());
    made.append(make("span", "pk-gb-when"));
    if (one.isNew) made.append(make("span", "pk-gb-new", "new"));
    made.classList.toggle("pk-gb-pinned", Boolean(one.pin));
    made.classList.toggle("pk-gb-moved", one.isNew || (one.was !== null && one.was !== one.start));
    made.classList.toggle("pk-gb-refused", Boolean(plan.refused && plan.refused.id === one.id));
    made.addEventListener("keydown", (event) => pressed(event, one));
    made.addEventListener("pointerdown", (event) => grab(event, one, made));
    made.addEventListener("pointermove", pull);
    made.addEventListener("pointerup", drop);
    made.addEventListener("pointercancel", () => drag && back());
    // Firefox presses a button when the space bar comes up again.
    made.addEventListener("keyup", (event) => event.key === " " && event.preventDefault());
    // Screen readers press without a pointer.
    made.addEventListener("click", (event) => event.detail === 0 && toggle(one));
    return made;
  }

  function toggle(one) {
    opened = opened === one.id ? "" : one.id;
    draw();
  }

  function pinSign() {
    const sign = shape("svg", { class: "pk-gb-pin", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
    sign.append(shape("path", { d: "M5 1h6l-1 5 3 3H8.7L8 15l-.7-6H3l3-3z", fill: "currentColor" }));
    return sign;
  }

  function pressed(event, one) {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") step(one, event.key === "ArrowRight" ? 1 : -1);
    else if (event.key === "Enter" || event.key === " ") pin(one);
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
  }

  function grab(event, one, bar) {
    if (event.button !== 0) return;
    const track = bar.parentElement.getBoundingClientRect();
    drag = { one, from: event.clientX, start: startOf(one), width: track.width / plan.quarters.length, moved: false };
    bar.setPointerCapture(event.pointerId);
  }

  function pull(event) {
    if (!drag) return;
    const by = event.clientX - drag.from;
    if (Math.abs(by) > 6) drag.moved = true;
    if (!drag.moved) return;
    const start = Math.min(latest(drag.one), Math.max(0, drag.start + Math.round(by / drag.width)));
    wished = { id: drag.one.id, start };
    place();
  }

  function drop() {
    if (!drag) return;
    const { one, start, moved } = drag;
    drag = null;
    if (late && !moved) take();
    if (!moved) toggle(one);
    else if (wished && wished.start !== start) ask(one, wished.start);
    else take();
  }

  function details(one) {
    const made = make("div", "pk-gb-details");
    const start = startOf(one);
    for (const [label, words] of [
      ["Accountable", one.owner],
      ["Needs first", one.needs],
      ["Takes", one.takes],
      ["Why then", one.why],
      ["Wish", one.pin],
    ]) {
      if (!words) continue;
      const part = make("p", "");
      part.append(make("strong", "", label + ": "), words);
      made.append(part);
    }
    const tools = make("div", "pk-gb-moves");
    tools.append(
      tool("One quarter earlier", "earlier " + one.id, () => step(one, -1), start === 0),
      tool("One quarter later", "later " + one.id, () => step(one, 1), start >= latest(one)),
      tool(one.isFixed ? "Let it move again" : "Pin it here", "pin " + one.id, () => pin(one), false)
    );
    made.append(tools);
    return made;
  }

  function tool(words, key, press, off) {
    const made = make("button", "pk-gb-tool", words);
    made.type = "button";
    made.dataset.key = key;
    made.disabled = off;
    made.addEventListener("click", press);
    return made;
  }

  function skills() {
    const made = [make("h3", "pk-gb-lane", "People and money, by quarter")];
    for (const [at, one] of plan.capacity.entries()) {
      const line = make("div", "pk-gb-row pk-gb-skill");
      line.append(make("div", "pk-gb-label", one.name));
      const track = make("div", "pk-gb-track");
      track.dataset.strip = at;
      track.setAttribute("role", "img");
      plan.quarters.forEach(() => track.append(make("span", "pk-gb-cell")));
      line.append(track);
      made.push(line);
    }
    return made;
  }

  function taken(one) {
    const use = used((row) => (one.skill ? row.fte[one.skill] || 0 : row.cost));
    if (!one.running) return { use, there: one.there };
    let sum = 0;
    let sumThere = 0;
    return { use: use.map((n) => (sum += n)), there: one.there.map((n) => (sumThere += n)) };
  }

  function strip() {
    plan.capacity.forEach((one, at) => {
      const track = root.querySelector('[data-strip="' + at + '"]');
      if (!track) return;
      const { use, there } = taken(one);
      [...track.children].forEach((cell, quarter) => {
        const state = stateOf(use[quarter], there[quarter]);
        cell.className = "pk-gb-cell pk-gb-" + state;
        const figures = state === "none" ? "none" : figure(use[quarter]) + " / " + figure(there[quarter]);
        const words = state === "over" ? "▲ over" : state === "full" ? "full" : "";
        cell.replaceChildren(make("span", "", figures), make("span", "pk-gb-word", words));
      });
      track.setAttribute("aria-label", one.name + ": " + summary(use, there));
    });
  }

  function summary(use, there) {
    const named = { over: [], full: [] };
    use.forEach((amount, at) => named[stateOf(amount, there[at])]?.push(plan.quarters[at]));
    const parts = [];
    if (named.over.length) parts.push("over in " + named.over.join(", "));
    if (named.full.length) parts.push("full in " + named.full.join(", "));
    return parts.join("; ") || "free in every quarter";
  }

  function arrows() {
    const svg = root.querySelector(".pk-gb-arrows");
    const base = root.querySelector(".pk-gb-board");
    if (!svg || !base) return;
    const frame = base.getBoundingClientRect();
    svg.setAttribute("viewBox", "0 0 " + frame.width + " " + frame.height);
    const paths = [];
    for (const one of rows()) {
      const into = root.querySelector('[data-bar="' + one.id + '"]');
      for (const id of into ? one.requires : []) {
        const other = row(id);
        const out = root.querySelector('[data-bar="' + id + '"]');
        if (!out || !other) continue;
        const broken = startOf(other) + other.length > startOf(one);
        paths.push(arrow(out.getBoundingClientRect(), into.getBoundingClientRect(), frame, broken));
      }
    }
    svg.replaceChildren(...paths);
  }

  function arrow(out, into, frame, broken) {
    const x = out.right - frame.left - 2;
    const y = out.top - frame.top + out.height / 2;
    const x2 = into.left - frame.left + 1;
    const y2 = into.top - frame.top + into.height / 2;
    const down = y2 > y ? 1 : -1;
    const gap = y2 - (down * into.height) / 2 - down * 5;
    const near = x2 - x >= 2 * TURN;
    const d = near
      ? "M" + x + " " + y + "H" + (x2 - TURN) + "V" + y2 + "H" + x2
      : "M" + x + " " + y + "H" + (x + TURN) + "V" + gap + "H" + (x2 - TURN) + "V" + y2 + "H" + x2;
    const made = shape("g", { class: broken ? "pk-gb-broken" : "" });
    made.append(
      shape("path", { d, fill: "none" }),
      shape("path", { d: "M" + x2 + " " + y2 + "l-6 -4v8z", class: "pk-gb-tip" })
    );
    return made;
  }

  function list() {
    const made = make("div", "pk-gb-list");
    const table = make("table", "");
    table.append(make("caption", "", "The plan as a list"));
    const top = make("tr", "");
    for (const words of ["Initiative", "Starts in", "Until", "Accountable", "Needs first", "Wish"]) {
      const cell = make("th", "", words);
      cell.scope = "col";
      top.append(cell);
    }
    const thead = make("thead", "");
    thead.append(top);
    const body = make("tbody", "");
    for (const lane of plan.lanes) for (const one of lane.rows) body.append(entry(one, lane.name));
    table.append(thead, body);
    const use = make("ul", "pk-gb-use");
    for (const one of plan.capacity) {
      const { use: amounts, there } = taken(one);
      use.append(make("li", "", one.name + ": " + summary(amounts, there)));
    }
    made.append(table, make("h3", "pk-gb-lane", "People and money, by quarter"), use);
    return made;
  }

  function entry(one, lane) {
    const made = make("tr", "");
    const name = make("th", "");
    name.scope = "row";
    name.append(make("span", "", one.name), make("small", "", lane));
    const gone = one.start === null;
    made.append(
      name,
      cell("Starts in", gone ? "leaves the plan" : choice(one)),
      cell("Until", gone ? "–" : plan.quarters[Math.min(startOf(one) + one.length, plan.quarters.length) - 1]),
      cell("Accountable", one.owner),
      cell("Needs first", one.needs || "–"),
      cell("Wish", gone ? "–" : wish(one))
    );
    if (!gone && one.was !== null && one.was !== one.start) name.append(make("small", "", "was " + plan.quarters[one.was]));
    if (one.isNew) name.append(make("small", "", "comes in"));
    return made;
  }

  function cell(label, content) {
    const made = make("td", "");
    made.dataset.label = label;
    made.append(content);
    return made;
  }

  function choice(one) {
    const made = make("select", "");
    made.dataset.key = "start " + one.id;
    made.setAttribute("aria-label", one.name + " starts in");
    for (let at = 0; at <= latest(one); at += 1) made.append(new Option(plan.quarters[at], at, false, at === startOf(one)));
    made.addEventListener("change", () => ask(one, Number(made.value)));
    return made;
  }

  function wish(one) {
    const made = make("div", "pk-gb-wish");
    if (one.pin) made.append(make("span", "", one.pin));
    const button = tool(one.isFixed ? "Let it move" : "Pin it", "pin " + one.id, () => pin(one), false);
    button.setAttribute("aria-label", (one.isFixed ? "Let it move: " : "Pin it where it stands: ") + one.name);
    made.append(button);
    return made;
  }

  /* A plan that looks as what is drawn leaves the bars alone: a hand may be about to take one. */
  const looks = (one) => JSON.stringify({ ...one, turn: 0, said: "" });

  function take() {
    late = false;
    const before = wished ? "" : looks(plan);
    plan = model.get("plan");
    wished = plan.refused ? { id: plan.refused.id, start: plan.refused.start } : null;
    root.classList.remove("pk-gb-asking");
    if (plan.said) say(plan.said);
    if (looks(plan) !== before) draw();
  }

  // A bar that is held must not be built anew under the hand.
  model.on("change:plan", () => (drag ? (late = true) : take()));
  const watch = new ResizeObserver(() => {
    const list = Boolean(root.querySelector(".pk-gb-list"));
    if (list !== (shown() === "list")) draw();
    else if (!list) arrows();
  });
  watch.observe(root);
  draw();
  return () => {
    watch.disconnect();
    clearTimeout(timer);
  };
}

export default { render };
