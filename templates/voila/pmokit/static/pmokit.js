/* What the page does by itself: loading text, the address, the status line, and the banner when the connection is lost. */
(function () {
  "use strict";
  const BEAT = 3000;
  let missed = 0;
  let lost = false;
  let shown = "";
  let told = "";

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

  async function beat() {
    const id = kernelId();
    if (!id || lost) return;
    try {
      const answer = await fetch("/voila/api/alive/" + id, { cache: "no-store", credentials: "same-origin" });
      missed = 0;
      if (answer.status === 403) showLost("This link is no longer valid. Open the workshop with its new link; your saved answers are still there.");
      else if (answer.ok && !(await answer.json()).alive) showLost("The connection was lost. Reload the page to go on; your saved answers are still there.");
    } catch {
      missed += 1;
      if (missed >= 2) showLost("The workshop cannot be reached. When it runs again, reload the page; your saved answers are still there.");
    }
  }

  /* The widgets say which address stands for what is shown, so that a reload shows it again. */
  function follow() {
    const place = find("[data-pk-query]");
    if (place) {
      const { pkQuery: query, pkPage: page } = place.dataset;
      const address = window.location.pathname + (query ? "?" + query : "");
      if (address !== window.location.pathname + window.location.search) history.replaceState(null, "", address);
      if (shown && page !== shown) {
        window.scrollTo({ top: 0 });
        const heading = find(".pk-body h2[tabindex]");
        if (heading) heading.focus({ preventScroll: true });
      }
      shown = page || "none";
    }
    const word = find("[data-pk-status]");
    const status = find("#pk-status");
    if (word && status && word.dataset.pkCount !== told) {
      told = word.dataset.pkCount;
      status.textContent = word.textContent;
      status.className = "pk-" + word.dataset.pkStatus;
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

  let waiting = false;
  new MutationObserver(function () {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      follow();
    });
  }).observe(document, { childList: true, subtree: true });

  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  window.addEventListener("pageshow", (event) => event.persisted && beat());
  document.addEventListener("change", () => setTimeout(beat, 500));

  window.pmokit = { opening };
})();
