// What gradio cannot do by itself: links inside answers, copying, keeping the conversation in this browser, the
// switches of language and theme. Runs before gradio does.
"use strict";
window.docent = (() => {
  const LANGUAGE = "docent-language", THEME = "docent-theme", KEPT = "docent-conversation";
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
      if (actions[name]) actions[name](target);
      else if (target.dataset.ask && !confirm(target.dataset.ask)) return;
      else if (events.includes(name)) trigger(name, { ...target.dataset, text: target.textContent });
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

  const opening = () => {
    const link = Object.fromEntries(new URLSearchParams(location.search));
    return JSON.stringify({ kept: localStorage.getItem(KEPT) || "", q: link.q, cite: link.cite, at: link.at });
  };
  const keep = (text) => {
    try {
      localStorage.setItem(KEPT, text);
    } catch {
      localStorage.removeItem(KEPT); // larger than the browser allows: this conversation is not kept
    }
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
  return { wire, opening, keep, focus };
})();
