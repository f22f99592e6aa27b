/* What the page does by itself: loading text, the address, the status line, and the banner when the connection is lost. */
(function () {
  "use strict";
  const BEAT = 3000;
  const PATIENT_BEATS = 5;
  const RELOADED = "pk-reloaded";
  const PRINT_PAUSE = 200;
  const PRINT_TRIES = 150;
  let missed = 0;
  let blank = 0;
  let isEmpty = false;
  let lost = false;
  let shown = "";
  let heading = null;
  let before = null;
  let turning = false;
  let told = "";
  let asked = null;

  const find = (selector) => document.querySelector(selector);

  /* Voilà calls these while it executes the notebook; people need none of its counting. */
  function opening() {
    window.voila_process = function () {};
    window.voila_heartbeat = function () {};
    setTimeout(function () {
      const patience = find("#pk-patience");
      if (patience) patience.hidden = false;
    }, 6000);
  }

  function kernelId() {
    const config = find("#jupyter-config-data");
    try {
      return config ? JSON.parse(config.textContent).kernelId : null;
    } catch {
      return null;
    }
  }

  function showLost(sentence) {
    if (lost) return;
    lost = true;
    const banner = find("#pk-lost");
    const button = document.createElement("button");
    button.className = "pk-button";
    button.textContent = "Reload";
    button.addEventListener("click", () => window.location.reload());
    banner.replaceChildren(Object.assign(document.createElement("p"), { textContent: sentence }), button);
    banner.hidden = false;
    document.body.classList.add("pk-is-lost");
    /* An answer clicked now would reach nobody, so none can be clicked. */
    document.querySelectorAll(".pk-page").forEach((page) => (page.inert = true));
    const status = find("#pk-status");
    if (status) status.replaceChildren();
    if (status) status.className = "";
  }

  /* On a very slow machine the widgets give up waiting for their program, and the page may stay empty for good. Nothing can
     have been entered in an empty page, so it opens itself again: once, and then it leaves that to people. */
  function lookForContent() {
    const loading = find("#loading");
    const open = !loading || loading.style.display === "none";
    const empty = !find(".pk-page, .pk-trouble");
    if (!empty) forgetReload();
    blank = open && empty ? blank + 1 : 0;
    if (blank < PATIENT_BEATS || reloadOnce()) return;
    isEmpty = true;
    showLost("This page did not open completely. Reload it; everything that was marked as saved is safe.");
  }

  /* The tab remembers that it did, over the reload; where it cannot remember anything, it does not do it. */
  function reloadOnce() {
    try {
      if (window.sessionStorage.getItem(RELOADED)) return false;
      window.sessionStorage.setItem(RELOADED, "yes");
    } catch {
      return false;
    }
    /* The page stays on the screen for a while, and its program ends: no word of that. */
    lost = true;
    window.location.reload();
    return true;
  }

  function forgetReload() {
    try {
      window.sessionStorage.removeItem(RELOADED);
    } catch {
      /* Nothing was remembered. */
    }
  }

  /* The program answered after all: the page is as good as one that opened at once. */
  function forgetEmpty() {
    if (!isEmpty || !find(".pk-page")) return;
    isEmpty = lost = false;
    const banner = find("#pk-lost");
    banner.hidden = true;
    banner.replaceChildren();
    document.body.classList.remove("pk-is-lost");
  }

  async function beat() {
    const id = kernelId();
    if (!id || lost) return;
    lookForContent();
    try {
      const answer = await fetch("/voila/api/alive/" + id, { cache: "no-store", credentials: "same-origin" });
      missed = 0;
      if (answer.status === 403) showLost("This link is no longer valid. Open the workshop with its new link. Everything that was marked as saved is safe.");
      else if (answer.ok && !(await answer.json()).alive) showLost("The connection was lost. Everything that was marked as saved is safe; reload the page to go on.");
    } catch {
      missed += 1;
      if (missed >= 2) showLost("The workshop cannot be reached. Everything that was marked as saved is safe; when it runs again, reload the page.");
    }
  }

  /* The heading of a part that is turned to is read out; the widgets may draw it later than they name its address. */
  function focusHeading() {
    heading = find(".pk-part h2[tabindex], .pk-body h2[tabindex]");
    if (!turning || !heading || heading === before) return;
    turning = false;
    heading.focus({ preventScroll: true });
  }

  /* The widgets say which address stands for what is shown, so that a reload shows it again. */
  function follow() {
    forgetEmpty();
    const place = find("[data-pk-query]");
    if (place) {
      const { pkQuery: query, pkPage: page } = place.dataset;
      const address = window.location.pathname + (query ? "?" + query : "");
      if (address !== window.location.pathname + window.location.search) history.replaceState(null, "", address);
      if (shown && page !== shown) {
        const stepper = find(".pk-stepper");
        if (stepper) stepper.scrollIntoView();
        else window.scrollTo({ top: 0 });
        before = heading;
        turning = true;
        /* Where the new part was there before its address, nothing tells the two headings apart. */
        setTimeout(function () {
          before = null;
          focusHeading();
        }, 3000);
      }
      shown = page || "none";
    }
    focusHeading();
    if (place && asked !== null && asked !== unitOf()) renewSteps();
    const word = find("[data-pk-status]");
    const status = find("#pk-status");
    if (word && status && word.dataset.pkCount !== told) {
      told = word.dataset.pkCount;
      status.textContent = word.textContent;
      status.className = "pk-" + word.dataset.pkStatus;
      setTimeout(renewSteps, 600);
    }
    /* All parts at once are for reading and printing. */
    document.querySelectorAll(".pk-part").forEach((part) => (part.inert = part.classList.contains("pk-all")));
    nameFields();
    const file = find("a[data-pk-save]:not([data-pk-clicked])");
    if (file) {
      file.dataset.pkClicked = "yes";
      file.click();
    }
    /* ipywidgets gives its radio buttons no group; the question above them names it. */
    document.querySelectorAll(".pk-rating").forEach(function (rating) {
      const box = rating.querySelector(".widget-radio-box");
      const title = rating.querySelector("h2[id], h3[id]");
      if (box && title && !box.hasAttribute("aria-labelledby")) {
        box.setAttribute("role", "radiogroup");
        box.setAttribute("aria-labelledby", title.id);
        box.querySelectorAll("input").forEach((input) => (input.name = title.id));
      }
    });
    /* Voilà moves the cells into its own frame; that frame is the page's main part. */
    const frame = find("div#main");
    if (frame && !frame.hasAttribute("role")) frame.setAttribute("role", "main");
  }

  /* What ipywidgets cannot say about its own fields: which row they are in, what a sign does, what is at fault. */
  function nameFields() {
    document.querySelectorAll("[data-pk-row]").forEach(function (mark) {
      const row = mark.closest(".pk-cells");
      if (row && row.getAttribute("aria-label") !== mark.dataset.pkRow) {
        row.setAttribute("role", "group");
        row.setAttribute("aria-label", mark.dataset.pkRow);
      }
    });
    document.querySelectorAll(".pk-tool[title]").forEach((tool) => tool.setAttribute("aria-label", tool.title));
    document.querySelectorAll(".pk-tab, .pk-nav").forEach(function (tab) {
      if (tab.classList.contains("pk-here")) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    });
    /* ipywidgets counts chosen files; what was brought in is told in words below. */
    document.querySelectorAll("button.pk-button.jupyter-widgets").forEach(function (button) {
      const label = button.lastChild;
      if (label && label.nodeType === Node.TEXT_NODE && / \(\d+\)$/.test(label.data)) label.data = label.data.replace(/ \(\d+\)$/, "");
    });
    document.querySelectorAll(".pk-cell").forEach(function (cell, at) {
      const field = cell.querySelector("input, select, textarea");
      const fault = cell.querySelector(".pk-fault");
      if (!field) return;
      field.toggleAttribute("aria-invalid", Boolean(fault));
      if (fault) {
        fault.id = fault.id || "pk-fault-" + at + "-" + Math.random().toString(36).slice(2, 8);
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", fault.id);
      } else field.removeAttribute("aria-describedby");
    });
  }

  /* What is being typed stays when the page shows someone else's change in the same field; it is handed on when left. */
  const typed = new WeakMap();
  document.addEventListener("input", (event) => event.target.matches("textarea, input[type=text]") && typed.set(event.target, event.target.value));
  document.addEventListener("change", (event) => typed.delete(event.target));
  document.addEventListener("focusout", function (event) {
    if (typed.has(event.target)) event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  setInterval(function () {
    const field = document.activeElement;
    if (field && typed.has(field) && field.value !== typed.get(field)) field.value = typed.get(field);
  }, 250);

  const unitOf = () => new URLSearchParams(window.location.search).get("unit") || "";

  /* The head: the unit, and how far it is in each step; the links keep unit and name. */
  async function renewSteps() {
    if (!kernelId() || lost) return;
    asked = unitOf();
    const here = new URLSearchParams(window.location.search);
    const kept = new URLSearchParams();
    ["unit", "by"].forEach((name) => here.get(name) && kept.set(name, here.get(name)));
    const query = kept.toString();
    document.querySelectorAll("#pk-steps a").forEach((link) => (link.search = query ? "?" + query : ""));
    try {
      const answer = await fetch("/voila/api/steps?unit=" + encodeURIComponent(asked), { cache: "no-store", credentials: "same-origin" });
      if (answer.ok) showSteps(await answer.json());
    } catch {
      /* The heartbeat tells when the workshop cannot be reached. */
    }
  }

  function showSteps(told) {
    find(".pk-client-name").textContent = told.client;
    const unit = find(".pk-unit");
    unit.hidden = !told.unit;
    unit.textContent = told.unit;
    let done = 0;
    document.querySelectorAll("#pk-steps a").forEach(function (link) {
      const step = told.steps[link.dataset.step];
      if (!step) return;
      link.dataset.done = step.done;
      link.toggleAttribute("data-next", step.step === told.next);
      link.title = step.todo ? step.said + ". Next: " + step.todo : step.said;
      link.querySelector(".pk-said").textContent = "(" + step.done + ")";
      /* The start page counts the steps after it, and so does the menu. */
      done += step.done === "done" && link.dataset.step !== "home" ? 1 : 0;
    });
    nameMenu(done);
  }

  function nameMenu(done) {
    const menu = find(".pk-menu");
    const here = find("#pk-steps [aria-current] .pk-name");
    const count = document.querySelectorAll('#pk-steps a:not([data-step="home"])').length;
    if (menu) menu.textContent = (here ? here.textContent : "Steps") + (done === undefined ? "" : " · " + done + " of " + count + " done");
  }

  function openMenu(open) {
    const menu = find(".pk-menu");
    menu.setAttribute("aria-expanded", String(open));
    find(".pk-steps").classList.toggle("pk-open", open);
  }

  function remembered() {
    try {
      return window.localStorage.getItem("pk-contrast");
    } catch {
      return null;
    }
  }

  function contrast(on) {
    document.documentElement.classList.toggle("pk-high", on);
    const button = find(".pk-contrast");
    if (button) button.setAttribute("aria-pressed", String(on));
  }

  function begin() {
    const wished = remembered();
    contrast(wished ? wished === "high" : window.matchMedia("(prefers-contrast: more)").matches);
    nameMenu();
    find(".pk-contrast").addEventListener("click", function () {
      const on = !document.documentElement.classList.contains("pk-high");
      contrast(on);
      try {
        window.localStorage.setItem("pk-contrast", on ? "high" : "light");
      } catch {
        /* A locked-down browser remembers nothing; the switch works all the same. */
      }
    });
    const menu = find(".pk-menu");
    menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));
    find(".pk-steps").addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.getAttribute("aria-expanded") === "true") {
        openMenu(false);
        menu.focus();
      }
    });
    renewSteps();
  }
  document.addEventListener("DOMContentLoaded", begin);

  /* A table's text fields grow with their text; Enter still means done, and no line break. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches && event.target.matches(".pk-text textarea")) {
      event.preventDefault();
      event.target.blur();
      event.target.focus();
    }
  });

  document.addEventListener("click", (event) => event.target.closest("[data-pk-print]") && window.print());

  /* Paper gets all parts of a step: the widgets draw them, the browser prints, and the part is there again. */
  let turnBack = null;
  let grown = 0;
  function printAll(event) {
    const whole = find(".pk-whole");
    if (lost || turnBack || !whole || find(".pk-part.pk-all, .pk-part.pk-alone")) return;
    event.preventDefault();
    turnBack = find(".pk-tab.pk-here");
    grown = 0;
    whole.click();
    setTimeout(() => printWhenDrawn(document.body.scrollHeight, PRINT_TRIES), PRINT_PAUSE);
  }
  function printWhenDrawn(height, tries) {
    const print = find("[data-pk-print]");
    const parts = document.querySelectorAll(".pk-part.pk-all > *").length;
    const now = document.body.scrollHeight;
    /* Charts and tables come a moment after their part: the page has to have stopped growing. */
    grown = print && parts >= Number(print.dataset.pkParts) && now === height ? grown + 1 : 0;
    if (grown >= 3) window.print();
    else if (tries > 0) setTimeout(() => printWhenDrawn(now, tries - 1), PRINT_PAUSE);
    else goBack();
  }
  function goBack() {
    if (turnBack) turnBack.click();
    turnBack = null;
  }
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p") printAll(event);
  }, true);
  window.addEventListener("afterprint", goBack);

  let waiting = false;
  new MutationObserver(function () {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      follow();
    });
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  window.addEventListener("pageshow", (event) => event.persisted && beat());
  document.addEventListener("change", () => setTimeout(beat, 500));

  window.pmokit = { opening };
})();
