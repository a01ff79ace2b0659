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

  const tab = (number) => [...document.querySelectorAll("#tabs button[role=tab]")].filter((one) => one.offsetParent)[number];
  const narrow = () => matchMedia("(max-width: 900px)").matches;
  const applyTheme = () => {
    const theme = localStorage.getItem(THEME);
    if (theme && document.body) document.body.classList.toggle("dark", theme === "dark");
  };

  const actions = {
    theme: () => {
      localStorage.setItem(THEME, document.body.classList.contains("dark") ? "light" : "dark");
      applyTheme();
    },
    copy: (button) => copy(button, button.closest(".turn")),
    "copy-quote": (button) => copy(button, button.closest(".card")),
    library: () => tab(2)?.click(),
    close: (button) => closeSheet(button.closest(".side")),
    previous: () => step(-1),
    next: () => step(1),
  };

  const copy = async (button, around) => {
    await navigator.clipboard.writeText(around.querySelector("template.copy").content.textContent);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 1600);
  };

  // On a narrow screen the pane lies over the conversation while it is read.
  const OPENS = ["open", "sources", "read", "history"];
  let opener = null, byKeyboard = false;
  const openSheet = (element, event) => {
    element.closest(".workbench")?.querySelector(".side")?.classList.add("sheet");
    if (element.closest(".side")) return;
    opener = event.target.closest("a, button");
    byKeyboard = event.detail === 0;
  };
  const closeSheet = (side) => {
    side?.classList.remove("sheet");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  };

  // The citations of the answer that is being checked, one after another.
  let cited = null;
  const citations = () => {
    const turn = cited?.isConnected ? cited.closest(".turn") : [...document.querySelectorAll(".turn")].at(-1);
    return turn ? [...turn.querySelectorAll("a.cite")] : [];
  };
  const step = (by) => {
    const links = citations();
    const at = links.findIndex((link) => link === cited || link.dataset.chunk + link.dataset.at === cited?.dataset.chunk + cited?.dataset.at);
    const next = links[(at + by + links.length) % links.length];
    next?.click();
    next?.scrollIntoView({ block: "nearest" });
  };

  // The place in the queue, which gradio says in English alone, in the language of the page.
  let watched = false, waken = null;
  const watchQueue = (queue) => {
    if (!queue || watched) return;
    watched = true;
    new MutationObserver(() => {
      const found = /queue:\s*(\d+)\/(\d+)/.exec(queue.textContent);
      const words = document.querySelector(".tools")?.dataset.queue || "";
      const said = found ? words.replace("{place}", found[1]).replace("{all}", found[2]) : "";
      if ((queue.dataset.place || "") !== said) queue.dataset.place = said;
    }).observe(queue, { subtree: true, childList: true, characterData: true });
  };

  const wire = (element, trigger, events = []) => {
    applyTheme();
    if (events.includes("awake")) waken = trigger;
    watchQueue(document.querySelector("#queue"));
    element.addEventListener("click", (event) => {
      const target = event.target.closest("[data-do]");
      if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const name = target.dataset.do;
      if (target.tagName === "A") event.preventDefault();
      if (target.dataset.ask && !confirm(target.dataset.ask)) return;
      if (actions[name]) return actions[name](target);
      if (OPENS.includes(name)) openSheet(target, event);
      if (target.matches("a.cite")) point((cited = target));
      target.closest("details.menu")?.removeAttribute("open");
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

  const point = (link) => {
    for (const other of document.querySelectorAll("a.cite[aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  };

  // A row that is marked is read with the names of its columns, if these are not far above it.
  const beginOf = (mark) => {
    const top = mark.getBoundingClientRect().top;
    const table = mark.closest("table.cards tr, div.table")?.getBoundingClientRect().top ?? top;
    return top - table < innerHeight / 3 ? table : top;
  };

  // After new content: the mark into view in the pane, the last question to the top of the conversation.
  let settled = "";
  const settle = (element) => {
    const mark = element.querySelector(".document mark.quote") || element.querySelector(".document .passage");
    const article = element.querySelector(".document");
    if (article && !article.dataset.seen) {
      article.dataset.seen = "1";
      const scroller = element.closest(".side") || element;
      if (!mark) scroller.scrollTop = 0;
      else scroller.scrollTop += beginOf(mark) - scroller.getBoundingClientRect().top - 140;
      if (byKeyboard) article.focus({ preventScroll: true });
      byKeyboard = false;
    }
    if (article) return;
    const turn = element.querySelector(".turn.last");
    if (turn && turn.id !== settled) {
      settled = turn.id;
      const scroller = element.closest("#conversation") || element;
      scroller.scrollTop += turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
      if (narrow() && turn.id !== "turn-0") turn.scrollIntoView({ block: "start" });
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
  let said = ""; // the conversation that the page shows, kept or not
  let current = sessionStorage.getItem(PREFIX + "current") || store.get("last") || "";
  const begin = () => {
    current = "c:" + crypto.randomUUID();
    sessionStorage.setItem(PREFIX + "current", current);
    said = "";
  };
  const rows = () =>
    store.ids().map((id) => ({ id, title: read(id).title || "", at: read(id).at || "" })).sort((a, b) => (a.at < b.at ? 1 : -1));

  const opening = () => {
    const link = Object.fromEntries(new URLSearchParams(location.search));
    if (!current.startsWith("c:")) begin();
    sessionStorage.setItem(PREFIX + "current", current);
    said = read(current).turns || "";
    return JSON.stringify({ kept: said, name: current, q: link.q, cite: link.cite, at: link.at });
  };
  const keep = (turns) => {
    const rows_said = JSON.parse(turns || "[]");
    said = rows_said.length ? turns : "";
    if (!keeping() || !said) return;
    const value = JSON.stringify({ title: rows_said[0].question.slice(0, 120), at: new Date().toISOString(), turns });
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
  // What a user wants forgotten is forgotten on the server as well, by the same event that lists the rest.
  let dropped = "";
  const listed = () => {
    const gone = dropped;
    dropped = "";
    return JSON.stringify({ kept: keeping(), gone, rows: rows().map((row) => ({ ...row, at: row.at.slice(0, 10) })) });
  };
  const naming = (turns) => [turns, keeping() ? current : ""];
  const forgetAll = () => {
    for (const id of store.ids()) store.drop(id);
    store.drop("last");
    dropped = "all";
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
    back: (button) => closeSheet(button.closest(".side")),
    only: (button) => closeSheet(button.closest(".side")),
    edit: (button) => (button.dataset.kept = keeping() ? "1" : ""),
    forget: (button) => store.drop((dropped = button.dataset.id)),
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
    const file = JSON.parse(text);
    const bytes = Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const focus = () => {
    const box = document.querySelector("#question textarea");
    if (!box?.offsetParent) tab(0)?.click();
    setTimeout(() => box?.focus(), 60);
  };

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

  // The server forgets a page that was cut off for a while (a laptop asleep, a restart). With each question, and before
  // anything else that is done after a rest, it is given the conversation; it takes it only when it has none.
  const REST = 20000;
  let acted = Date.now();
  const awake = (turns, shown, ...rest) => [turns, JSON.stringify({ kept: said }), ...rest];
  const asking = (text, turns, edited, shown, ...rest) => {
    const kept = JSON.stringify({ kept: said });
    if (text.trim() && document.querySelector("#editing [data-fork]")) begin(); // what was said so far stays as it is
    return [text, turns, edited, kept, ...rest];
  };
  const wake = () => {
    if (Date.now() - acted > REST) waken?.("awake", {});
    acted = Date.now();
  };
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, wake, true);

  // A menu lies over everything else, below its button where there is room for it, else above. Only one is open; a
  // click elsewhere, or what moves its button, closes it.
  const EDGE = 8;
  const placeMenu = (menu) => {
    const list = menu.querySelector(".menu-list"), button = menu.getBoundingClientRect();
    const above = button.top - 2 * EDGE, below = innerHeight - button.bottom - 2 * EDGE;
    const up = below < list.offsetHeight && above > below;
    list.style.maxHeight = `${up ? above : below}px`;
    list.style.top = `${up ? button.top - EDGE - list.offsetHeight : button.bottom + EDGE}px`;
    list.style.left = `${Math.max(EDGE, Math.min(button.left, innerWidth - list.offsetWidth - EDGE))}px`;
    list.style.visibility = "visible";
  };
  const closeMenus = (target) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(target)) menu.removeAttribute("open");
    }
  };
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("details.menu")) return;
    if (event.target.open) placeMenu(event.target);
    else event.target.querySelector(".menu-list").removeAttribute("style");
  }, true);
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("scroll", (event) => event.target.matches?.(".menu-list") || closeMenus(null), true);
  addEventListener("resize", () => closeMenus(null));

  // A filter that is left alone says that it lets everything through; gradio makes its boxes when they are unfolded.
  const sayAll = () => {
    for (const box of document.querySelectorAll(".filters input[role=combobox]")) {
      box.placeholder = document.querySelector(".tools")?.dataset.all || "";
    }
  };
  document.addEventListener("click", (event) => {
    const filters = event.target.closest?.(".filters .label-wrap")?.closest(".filters");
    if (!filters) return;
    setTimeout(() => {
      sayAll();
      if (narrow()) filters.scrollIntoView({ block: "end" });
    }, 80);
  });

  const visible = (selector) => [...document.querySelectorAll(selector)].find((found) => found.offsetParent);
  const escape = () => {
    tip.remove();
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.removeAttribute("open");
      return menu.querySelector("summary").focus();
    }
    if (document.activeElement?.matches("textarea, input")) document.activeElement.blur(); // so that the keys work
    visible(".pane [data-do=back], .pane [data-do=close]")?.click();
  };
  const keys = {
    "/": () => visible(".question textarea, .question input")?.focus(),
    "[": () => step(-1),
    "]": () => step(1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return escape();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    const link = /^[1-9]$/.test(event.key) && citations().find((one) => one.textContent.startsWith(`[${event.key}]`));
    const act = link ? () => link.click() : keys[event.key];
    if (!act || !document.querySelector("#tabs")) return;
    event.preventDefault();
    act();
  });
  const map = () => tab(3)?.click();
  const listing = () => (document.querySelector("#pane ul.shelf") ? "yes" : "");
  return { wire, map, listing, opening, keep, begin, listed, download, focus, awake, asking, naming };
})();
