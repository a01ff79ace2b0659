// What gradio cannot do by itself: links inside answers, copying, keeping the conversation in this browser, the
// switches of language and theme. Runs before gradio does.
"use strict";
window.docent = (() => {
  const LANGUAGE = "docent-language", THEME = "docent-theme", MOST = 60;
  const PREFIX = `docent:${document.documentElement.dataset.user || ""}:`;
  const LANGUAGES = ["ko", "en", "ru"];

  // gradio chooses its texts by the browser's language; the reader's choice comes before it.
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(LANGUAGE + "="));
  const chosen = cookie ? cookie.slice(LANGUAGE.length + 1) : "";
  if (LANGUAGES.includes(chosen)) {
    Object.defineProperty(navigator, "language", { get: () => chosen });
    Object.defineProperty(navigator, "languages", { get: () => [chosen] });
  }

  const applyTheme = () => {
    const theme = localStorage.getItem(THEME);
    if (theme && document.body) document.body.classList.toggle("dark", theme === "dark");
  };

  const actions = {
    theme: () => {
      localStorage.setItem(THEME, document.body.classList.contains("dark") ? "light" : "dark");
      applyTheme();
    },
    copy: async (button) => {
      const text = button.closest(".turn").querySelector("template.copy").content.textContent;
      await navigator.clipboard.writeText(text);
      const label = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = label), 1600);
    },
  };

  const wire = (element, trigger, events = []) => {
    applyTheme();
    element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-do]");
      if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const name = target.dataset.do;
      if (target.tagName === "A") event.preventDefault();
      if (target.dataset.ask && !confirm(target.dataset.ask)) return;
      if (actions[name]) return actions[name](target);
      before[name]?.(target);
      const event_name = then[name] || name;
      if (events.includes(event_name)) trigger(event_name, { ...target.dataset, text: target.textContent });
    });
    element.addEventListener("change", (event) => {
      if (event.target.dataset.do !== "language") return;
      document.cookie = `${LANGUAGE}=${event.target.value}; path=/; max-age=31536000; samesite=lax`;
      location.reload();
    });
    new MutationObserver(() => settle(element)).observe(element, { childList: true, subtree: true });
  };

  // After new content: the mark into view in the pane, the last question to the top of the conversation.
  let settled = "";
  const settle = (element) => {
    const mark = element.querySelector(".document mark.quote") || element.querySelector(".document .passage");
    if (mark) {
      if (mark.dataset.seen) return;
      mark.dataset.seen = "1";
      const scroller = element.closest(".side") || element;
      scroller.scrollTop += mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 140;
      if (matchMedia("(max-width: 900px)").matches) mark.scrollIntoView({ block: "center" });
      return;
    }
    const turn = element.querySelector(".turn.last");
    if (turn && turn.id !== settled) {
      settled = turn.id;
      const scroller = element.closest("#conversation") || element;
      scroller.scrollTop += turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
    }
  };

  // Conversations stay in this browser, each under its own key, so that two tabs do not overwrite one another.
  const store = {
    get: (key) => localStorage.getItem(PREFIX + key),
    set: (key, value) => localStorage.setItem(PREFIX + key, value),
    drop: (key) => localStorage.removeItem(PREFIX + key),
    ids: () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + "c:")).map((key) => key.slice(PREFIX.length)),
  };
  const read = (id) => {
    try {
      return JSON.parse(store.get(id)) || {};
    } catch {
      return {};
    }
  };
  const keeping = () => store.get("keep") !== "no";
  let current = sessionStorage.getItem(PREFIX + "current") || store.get("last") || "";
  const begin = () => {
    current = "c:" + crypto.randomUUID();
    sessionStorage.setItem(PREFIX + "current", current);
  };
  const rows = () =>
    store.ids().map((id) => ({ id, title: read(id).title || "", at: read(id).at || "" })).sort((a, b) => (a.at < b.at ? 1 : -1));

  const opening = () => {
    const link = Object.fromEntries(new URLSearchParams(location.search));
    if (!current.startsWith("c:")) begin();
    sessionStorage.setItem(PREFIX + "current", current);
    return JSON.stringify({ kept: read(current).turns || "", q: link.q, cite: link.cite, at: link.at });
  };
  const keep = (turns) => {
    const said = JSON.parse(turns || "[]");
    if (!keeping() || !said.length) return;
    const value = JSON.stringify({ title: said[0].question.slice(0, 120), at: new Date().toISOString(), turns });
    const oldest = rows().filter((row) => row.id !== current).reverse();
    while (oldest.length >= MOST) store.drop(oldest.shift().id);
    for (;;) {
      try {
        store.set(current, value);
        return store.set("last", current);
      } catch {
        if (!oldest.length) return store.drop(current);
        store.drop(oldest.shift().id); // the browser's room is used up: the oldest conversation goes
      }
    }
  };
  const listed = () =>
    JSON.stringify({ kept: keeping(), rows: rows().map((row) => ({ ...row, at: row.at.slice(0, 10) })) });
  const forgetAll = () => {
    for (const id of store.ids()) store.drop(id);
    store.drop("last");
  };
  Object.assign(actions, {
    recall: (button) => {
      sessionStorage.setItem(PREFIX + "current", button.dataset.id);
      location.assign(location.pathname);
    },
    judge: (button) => {
      const form = button.closest(".actions").querySelector(".feedback");
      form.hidden = false;
      form.querySelector("button").dataset.verdict = button.dataset.verdict;
      for (const other of button.parentElement.querySelectorAll("[data-do=judge]")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      form.querySelector("input").focus();
    },
  });
  // These change something here first and then let the server write the pane or keep the note.
  const before = {
    forget: (button) => store.drop(button.dataset.id),
    "forget-all": forgetAll,
    keeping: (box) => {
      store.set("keep", box.checked ? "yes" : "no");
      if (!box.checked) forgetAll();
    },
    feedback: (button) => {
      const form = button.closest(".feedback");
      button.dataset.note = form.querySelector("input").value;
      form.hidden = true;
    },
  };
  const then = { forget: "listed", "forget-all": "listed", keeping: "listed" };
  const download = (text) => {
    if (!text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = "docent.md";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const focus = () => document.querySelector("#question textarea")?.focus();

  // What [n] stands for, beside it while it is pointed at or focused.
  const tip = document.createElement("div");
  tip.id = "docent-tip";
  const showTip = (event) => {
    const link = event.target.closest?.("a.cite");
    if (!link) return tip.remove();
    tip.replaceChildren(...link.querySelector(".tip").cloneNode(true).childNodes);
    document.body.append(tip);
    const box = link.getBoundingClientRect();
    const left = Math.min(Math.max(12, box.left - 40), innerWidth - tip.offsetWidth - 12);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, showTip);
  for (const name of ["scroll", "click"]) document.addEventListener(name, () => tip.remove(), true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    tip.remove();
    [...document.querySelectorAll(".pane [data-do=back]")].find((button) => button.offsetParent)?.click();
  });
  return { wire, opening, keep, begin, listed, download, focus };
})();
