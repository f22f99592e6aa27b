/* The participants' page, for phones of 2018 on. Words from people become text nodes, never markup. */
(() => {
"use strict";
const $ = id => document.getElementById(id), main = $("main"), LATE = "An answer came too late and was not counted", AGAIN = "The workshop cannot be reached. Is this device in its network?";
let me = { out: [] };  // code, token, who, client, anonymous; out: votes that the server has not acknowledged
let state = null;      // what the server said last
let view = null;       // before the meeting: the question looked at, or "end"
let drawn, screen, source, live, asking, askAgain, sending, lost, fresh, soon, fails, online = true, notBefore = 0, lastAsked = 0;

// h("p#id.class", {property: value}, "text", node, [nodes]); what is falsy is left out
function h(spec, ...inside) {
  const [, tag, id, name] = spec.match(/^(\w+)#?(\w*)\.?(.*)$/), made = document.createElement(tag);
  if (id) made.id = id;
  made.className = name.replace(".", " ");
  const add = piece => {
    if (Array.isArray(piece)) piece.forEach(add);
    else if (piece && piece.constructor === Object) {
      for (const key in piece) if (key in made) made[key] = piece[key]; else made.setAttribute(key, piece[key]);
    } else if (piece) made.append(piece);
  };
  add(inside);
  return made;
}
const button = (label, onclick, name) => h("button" + (name || ""), { type: "button", onclick }, label);
const count = (n, one, many) => n + " " + (n === 1 ? one : many);
const radio = (name, value, ...label) => h("label.choice", h("input", { type: "radio", name, value }), label);

// Where storing is refused, the open page remembers, and the cookie lets a reload resume.
function stored(key, value) {
  try { return value ? localStorage.setItem("pmokit" + key, JSON.stringify(value)) : JSON.parse(localStorage.getItem("pmokit" + key)); } catch (e) { return null; }
}
const keep = () => stored(me.code, me);

function api(path, body) {
  const headers = me.token ? { Authorization: "Bearer " + me.token } : {}, asked = { headers, credentials: "same-origin", cache: "no-store" };
  if (body) Object.assign(asked, { method: "POST", body: JSON.stringify(body) });
  const read = got => got.json().catch(() => ({})).then(data => ({ status: got.status, data }));
  return Promise.race([fetch(path, asked).then(read), new Promise((_, fail) => setTimeout(fail, 1e4))]);
}

function show(name, ...pieces) {
  const moved = screen && screen !== name;
  screen = name;
  main.textContent = "";
  main.append(h("div", ...pieces));
  if (!moved) return;
  scrollTo(0, 0);
  const head = main.querySelector("h1");
  head.tabIndex = -1;
  head.focus();
}

/* Joining */
const privacy = anonymous => h("p", anonymous ? "Anonymous: nobody sees your single answer. Results of fewer than three people are not shown."
  : "Your name, if you give one, stands beside your answers for the consultant. Results are shown without names.");

function enter(code, notice) {
  api("/api/room?code=" + code).then(got => joinForm(code, got.status === 200 && got.data, notice, got.status !== 200 && (got.data.error || AGAIN)),
    () => joinForm(code, null, notice, AGAIN));
}

function restart(notice) {
  const code = me.code;
  if (source) source.close();
  source = state = view = drawn = null;
  me = { out: [] };
  enter(code || "", notice);
}

function joinForm(code, room, notice, trouble) {
  const typed = h("input#code", { type: "text", value: code, autocomplete: "off", spellcheck: false, maxLength: 12 });
  const name = h("input#name", { type: "text", autocomplete: "name", maxLength: 60 }), remote = h("input", { type: "checkbox" });
  const error = h("p.error", { role: "alert" }), send = h("button.main", room ? "Join" : "Continue");
  const fail = (words, field) => { error.textContent = words; send.disabled = false; if (field) field.focus(); };
  const form = h("form", { onchange: mark }, h("label.name", { htmlFor: "code" }, "Join code"), typed, h("p.quiet", "Six letters and digits, on the screen in the room."),
    room && [h("fieldset", h("legend", "In which role do you answer?"), room.roles.map(role => radio("role", role.id, h("span", role.name, h("small", role.meaning))))),
      !room.anonymous && [h("label.name", { htmlFor: "name" }, "Your name (optional)"), name],
      h("fieldset", h("label.choice", remote, h("span", "I take part from elsewhere", h("small", "Not in the room: you are asked first.")))),
      privacy(room.anonymous)], error, send);
  form.onsubmit = event => {
    event.preventDefault();
    const now = typed.value.replace(/\W/g, "").toUpperCase(), role = form.querySelector("[name=role]:checked");
    if (!now) return fail("Type the join code.", typed);
    if (room && now === code && !role) return fail("Choose the role in which you answer.", form.querySelector("[name=role]"));
    send.disabled = true;
    if (!room || now !== code) return enter(now);
    const called = name.value.trim();
    api("/api/join", { code, role: role.value, name: called, remote: remote.checked }).then(got => {
      if (got.status !== 200) return fail(got.data.error || AGAIN);
      // Whoever only lost the ticket keeps the answers that have not got through.
      const out = notice && stored(code), who = room.roles.find(one => one.id === role.value).name + (called && ", " + called);
      me = { code, token: got.data.token, who, client: room.client, anonymous: room.anonymous, out: out ? out.out : [] };
      stored("", code);
      keep();
      history.replaceState(null, "", "/j/" + code);
      follow();
    }, () => fail(AGAIN));
  };
  if (room) $("client").textContent = room.client;
  $("unit").textContent = $("foot").textContent = $("status").textContent = "";
  show(room ? "join" : "code", h("h1", "Join the workshop"), notice && h("p.note", notice), form);
  if (trouble) fail(trouble, typed);
}

/* Following the facilitator: by events, and by asking until these have proved to get through */
function follow() {
  if (me.client) $("client").textContent = me.client;
  $("foot").textContent = "";
  $("foot").append(privacy(me.anonymous), h("p", me.who && "You take part as: " + me.who), button("Not you? Join as someone else", () => restart(), ".link"));
  awake();
}

function awake() {
  fails = notBefore = 0;
  live = false;
  if (source) source.close();
  source = new EventSource("/api/events" + (me.token ? "?token=" + me.token : ""));
  source.addEventListener("state", () => { live = true; refresh(); });
  source.addEventListener("count", event => state && sync(Object.assign(state, JSON.parse(event.data))));
  source.onerror = () => { live = false; };
  refresh();
}

function refresh() {
  askAgain = asking;
  if (asking) return;
  asking = true;
  lastAsked = Date.now();
  const ticket = me.token, wanted = view && view !== "end";
  api("/api/state" + (wanted ? "?question=" + view : "")).then(got => {
    if (ticket !== me.token) return;
    if (got.status === 200) { online = true; take(got.data); flush(); }
    else if (got.status === 401) gone();
    else if (wanted && got.status < 500) askAgain = !(view = null);
    else throw got;
    tell(true);
  }).catch(() => tell(false)).then(() => {
    asking = false;
    if (askAgain) refresh();
  });
}
const gone = () => restart("This device is no longer known here. Please join once more.");

function take(now) {
  if (state && spot(state) + state.phase !== spot(now) + now.phase) { saveComment(); lost = fresh ? lost : ""; }
  fresh = false;
  state = now;
  view = now.phase === "before" ? view || now.question || "end" : null;
  draw();
}

/* Votes: one after another, each under its own id until the server has it */
const spot = one => [one.unit.code, one.question, one.round].join();
const unsent = () => me.out.filter(one => one.spot === spot(state)).pop();
const given = () => (unsent() || { body: state.mine }).body;
const makeId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => (256 + byte).toString(16).slice(1)).join("");

function vote(answer) {
  const comment = $("comment").value.trim(), before = given();
  if (before && before.answer === answer && (before.comment || "") === comment) return;
  // One that may be on its way stays first, so that the last choice also arrives last.
  me.out = me.out.filter(one => one.tried || one.spot !== spot(state));
  me.out.push({ spot: spot(state), body: { vote_id: makeId(), unit: state.unit.code, question: state.question, round: state.round, answer, comment } });
  if (state.answered) state.answered.push(state.question);
  keep();
  lost = "";
  sync();
  clearTimeout(soon);
  soon = setTimeout(flush, 400);
}

function saveComment() {
  const chosen = $("comment") && state && given();
  if (chosen) vote(chosen.answer);
}

function settle(vote, trouble) {
  me.out = me.out.filter(one => one !== vote);
  keep();
  if (trouble) { lost = trouble; fresh = true; refresh(); }
  else if (state && vote.spot === spot(state)) state.mine = vote.body;
  if (state) sync();
}

function flush() {
  const next = me.out[0];
  if (sending || !next || !online || !state || Date.now() < notBefore) return;
  if (next.body.unit !== state.unit.code) return settle(next, LATE);
  sending = next.tried = true;
  keep();
  api("/api/vote", next.body).then(got => {
    if (got.status === 401) return gone();
    if (![200, 400, 409].includes(got.status)) throw got;
    fails = notBefore = 0;
    online = true;
    settle(next, got.status === 409 ? LATE : got.status === 400 && got.data.error);
  }).catch(() => {
    fails += 1;
    notBefore = Date.now() + Math.min(15e3, 500 * 2 ** fails) * (0.75 + Math.random() / 2);
    tell(false);
  }).then(() => {
    sending = false;
    flush();
  });
}

/* Drawing */
const choices = () => state.options.map((one, at) => ({ id: one.id, label: one.label, at, key: at + 1 + "." })).concat(
  state.dont_know ? { id: "DK", label: "I don't know, or cannot judge" } : [], state.not_applicable ? { id: "NA", label: "Does not apply to us" } : []);
const mark = () => main.querySelectorAll(".choice").forEach(one => one.classList.toggle("on", one.firstChild.checked));
const isDone = id => state.answered.includes(id);

function draw() {
  $("unit").textContent = state.unit.name;
  const name = [spot(state), state.phase, state.channel, view].join();
  const now = name + JSON.stringify([state.text, state.options, state.reveal]);
  if (now !== drawn) show(name, SCREENS[state.phase === "open" ? state.channel : state.phase]());
  drawn = now;
  sync();
}

const head = () => [h("p.quiet", state.number && "Question " + state.number + " of " + state.of, state.round > 1 && " · Round " + state.round),
  h("h1#question", state.text), state.hint && h("p.quiet", state.hint)];

function form() {
  const had = (given() || {}).comment, was = choices().find(one => one.id === state.previous);
  const comment = h("textarea#comment", { rows: 3, maxLength: 2000, value: had || "", onchange: saveComment, "aria-labelledby": "more" });
  comment.oninput = () => { clearTimeout(soon); soon = setTimeout(saveComment, 1200); tell(); };
  return [was && h("div#previous.note", h("p", "In the round before you answered: ", h("bdi", was.key, " ", was.label)),
    button("Keep my answer", () => vote(was.id), ".main")),
  h("fieldset", { "aria-labelledby": "question", onchange: event => vote(event.target.value) },
    choices().map(one => radio("answer", one.id, one.key && h("b", one.key), h("span", one.label)))),
  h("details", { open: !!had }, h("summary#more", "Add a comment"), comment, h("p.quiet", "The room may be shown comments without names. Leave out what gives people away."))];
}

// The answers with their scenes; with counts where a result is shown.
function scenes(reveal) {
  const own = (given() || {}).answer, people = one => one.key ? reveal.counts[one.at] : one.id === "DK" ? reveal.dont_know : reveal.not_applicable;
  return h("ol", choices().filter(one => one.key || one.id === own || !reveal || people(one)).map(one => h(one.id === own ? "li.own" : "li",
    one.key && h("b", one.key), h("span", one.label), one.id === own && h("em", " (your answer)"),
    reveal && h("div.bar", h("progress", { max: reveal.n, value: people(one), "aria-hidden": "true" }), h("span", count(people(one), "person", "people"))))));
}

function middle(reveal) {
  const place = value => state.options.findIndex(one => one.value === value) + 1, low = place(reveal.median_low), high = place(reveal.median_high);
  return low ? " The middle answer " + (low === high ? "is " + low : "lies between " + low + " and " + high) + "." : "";
}

const SCREENS = {
  waiting: () => [h("h1", "The facilitator is preparing the next question"), h("p", "Keep this page open; the question appears by itself.")],
  ended: () => [h("h1", "The workshop has ended"), h("p", "Thank you. Your answers are kept; you can close this page.")],
  phones: () => [head(), form(), h("p#count.quiet")],
  hands: () => [head(), h("p.note", "Raise your hand: the facilitator counts hands for this question. There is nothing to press here."), scenes()],
  revealed() {
    const reveal = state.reveal || {}, shown = reveal.n && reveal.counts && reveal, comments = shown && reveal.comments || [];
    return [head(), h("p.note", shown ? count(reveal.n, "answer", "answers") + " in round " + state.round + "." + middle(reveal)
      : "No result is shown: " + (reveal.withheld_reason || "nobody has answered").replace("withheld: ", "") + "."), scenes(shown),
    comments.length && [h("h2", "Comments"), h("ul", comments.map(one => h("li", one.comment || one)))]];
  },
  before() {
    const list = state.questions, at = list.indexOf(state.question), last = at + 1 === list.length, open = list.filter(id => !isDone(id)).length;
    const go = to => () => { saveComment(); view = to; if (to === "end") draw(); refresh(); };
    return [h("p#done.quiet"), h("progress#progress", { max: list.length, "aria-labelledby": "done" }), view !== "end" ? [head(), form(),
      h("div.row", at > 0 && button("Back", go(list[at - 1])), button(last ? "Finish" : "Next question", go(last ? "end" : list[at + 1]), ".main"))]
      : [h("h1", open ? "Still open: " + count(open, "question", "questions") : "Thank you, all is answered"),
        h("p", "You can come back and change any answer until the meeting, in which this page follows the facilitator."),
        h("div.row.few", list.map((id, i) => button(i + 1 + (isDone(id) ? "" : " open"), go(id), isDone(id) ? "" : ".main")))]];
  },
};

// What changes while a screen stays
function sync() {
  const chosen = given(), shown = chosen ? chosen.answer : state.previous;
  main.querySelectorAll("[name=answer]").forEach(one => { one.checked = one.value === shown; });
  mark();
  if ($("previous")) $("previous").hidden = !!chosen;
  if ($("count")) $("count").textContent = state.joined ? state.voted + " of " + state.joined + " have answered" : "";
  if ($("done")) {
    $("progress").value = state.questions.filter(isDone).length;
    $("done").textContent = $("progress").value + " of " + state.questions.length + " answered";
  }
  tell();
}

function tell(is) {
  if (is !== undefined) online = is;
  const line = $("status"), field = $("comment"), left = state && (field ? unsent() : me.out.length);
  const [kind, words] = !state ? ["", ""] : lost ? ["late", lost]
    : left ? online ? ["", "Saving"] : ["late", "Not sent yet, it will be sent as soon as the connection is back"]
      : !online ? ["late", "No connection to the workshop; this page keeps trying"]
        : !field ? ["", ""] : given() ? ["good", "Saved"]
          : state.previous ? ["late", "Not counted for round " + state.round + " yet"] : ["", field.value.trim() && "Choose an answer, so that the comment is saved"];
  if (line.textContent !== words) line.textContent = words;
  line.className = kind;
}

/* What happens around the page */
document.onkeydown = event => {
  const input = !event.altKey && !event.ctrlKey && !event.metaKey && event.target.type !== "textarea" && main.querySelectorAll("[name=answer]")[event.key - 1];
  if (!input) return;
  input.focus();
  vote(input.value);
};
document.addEventListener("visibilitychange", () => {
  if (!state) return;
  if (document.hidden) { saveComment(); flush(); } else awake();
});
ononline = () => source && awake();
onoffline = () => tell(false);
setInterval(() => {
  if (!source) return;
  flush();
  if (source.readyState === 2) awake(); else if (!live || !online || Date.now() - lastAsked > 3e4) refresh();
}, 3000);

const [, path] = location.pathname.match(/^\/j\/(\w+)/) || [], code = path ? path.toUpperCase() : stored(""), known = code && stored(code);
if (known) { me = known; follow(); }
else if (!code) joinForm("");
else if (stored("?", 1) !== null) enter(code);
else api("/api/state").then(got => got.status === 200 ? follow(me.anonymous = got.data.anonymous) : enter(code), () => enter(code));
})();
