/* Comfort only: every page works without this. Live counts, printing, copying, the menu's Escape key. */
"use strict";
(() => {
  const all = (what, act) => document.querySelectorAll(what).forEach(act);

  // What only works with a script is shown only with one.
  all("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  all("[data-copy]", (button) => {
    const source = document.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) return;
    const words = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  });

  all("details.menu", (menu) => menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }));

  // A sent form says so. The server keeps one effect however often it is sent; nothing is disabled.
  document.addEventListener("submit", (event) => {
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => all("[aria-busy]", (button) => button.removeAttribute("aria-busy")));

  // Live parts: the fragment at data-live replaces the content. A lost line is said, with since when, and
  // tried again ever more slowly; a hidden page does not ask.
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium" });
  all("[data-live]", (part) => {
    const every = Math.max(1, Number(part.dataset.every) || 5) * 1000;
    const lost = part.nextElementSibling;
    let wait = every;
    let since = null;
    const ask = async () => {
      if (!document.hidden && !part.contains(document.activeElement)) {
        try {
          const reply = await fetch(part.dataset.live, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(10000) });
          if (!reply.ok || reply.redirected) throw new Error(reply.status);
          const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
          part.replaceChildren(...fresh.body.childNodes);
          since = null;
          wait = every;
        } catch {
          since = since || new Date();
          wait = Math.min(wait * 2, 60000);
        }
        lost.hidden = !since;
        if (since) lost.textContent = `${lost.dataset.words} ${clock.format(since)}`;
      }
      setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  });
})();
