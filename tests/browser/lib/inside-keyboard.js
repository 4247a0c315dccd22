// Runs inside a page, after inside.js: what the keyboard check asks at each press of Tab.

window.checks.keyboard = (() => {
  const { all, isDrawn, selectorOf, tidy } = window.checks.rules;
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const LOOKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow"];
  const before = new Map();
  const reached = new Set();

  // A hidden input shows its focus on its label.
  const shownBy = (element) => [element, ...(element.labels ?? [])];

  function lookOf(element) {
    return shownBy(element).flatMap((part) =>
      ["", "::before", "::after"].map((pseudo) => {
        const style = getComputedStyle(part, pseudo || null);
        return Object.fromEntries(LOOKS.map((name) => [name, style[name]]));
      }),
    );
  }

  const isClear = (colour) => /^transparent$|[,/]\s*0%?\)$/.test(colour) && !colour.startsWith("rgb(");

  function changed(now, then) {
    return now.some((look, index) => {
      const old = then?.[index] ?? {};
      const outlined = look.outlineStyle !== "none" && look.outlineWidth !== "0px" && !isClear(look.outlineColor);
      const outline = outlined && ["outlineStyle", "outlineWidth", "outlineColor"].some((name) => look[name] !== old[name]);
      return outline || (look.boxShadow !== "none" && look.boxShadow !== old.boxShadow);
    });
  }

  // Whether any part of the element is seen: not under a sticky header, not outside the viewport.
  function isSeen(element) {
    if (getComputedStyle(element).pointerEvents === "none") return true;
    const parts = shownBy(element);
    // Of what is longer than the screen, such as a log, the part that is on it.
    const across = ({ left, right }) => [Math.max(left, 0), Math.min(right, innerWidth)];
    const down = ({ top, bottom }) => [Math.max(top, 0), Math.min(bottom, innerHeight)];
    for (const box of parts.flatMap((part) => [...part.getClientRects()])) {
      const [[left, right], [top, bottom]] = [across(box), down(box)];
      for (const [x, y] of [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]]) {
        const hit = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
        if (hit && parts.some((part) => part.contains(hit))) return true;
      }
    }
    return false;
  }

  function candidates() {
    return all(FOCUSABLE).filter(
      (element) =>
        isDrawn(element) &&
        element.tabIndex >= 0 &&
        !element.disabled &&
        !element.closest("[inert]") &&
        // One radio button of a group is reached; the arrow keys reach the others.
        element.type !== "radio" &&
        (element.localName !== "summary" || element.matches("details > summary:first-of-type")),
    );
  }

  /** Remembers how everything looks without focus; gives the number of elements that Tab should reach. */
  function begin() {
    const found = candidates();
    for (const element of found) before.set(element, lookOf(element));
    return found.length;
  }

  /** What Tab reached: the end (the body, or the first element once more), an element again (a trap), or one with its faults. */
  async function reach() {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return { end: true };
    const [first] = reached;
    if (element === first) return { end: true };
    const selector = selectorOf(element);
    if (reached.has(element)) return { selector };
    reached.add(element);
    const moving = element.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.all(moving.map((animation) => animation.finished));
    const faults = [];
    if (!changed(lookOf(element), before.get(element))) {
      faults.push({ rule: "focus-style", selector, advice: "give it an outline or a box-shadow on focus" });
    }
    if (!(await comesIntoView(element))) {
      faults.push({ rule: "focus-hidden", selector, advice: "it is covered or off the screen on focus: set scroll-padding for what is sticky" });
    }
    return { faults };
  }

  /** Whether an element is seen, once the browser has scrolled to it: it has stood still for so many frames. */
  async function comesIntoView(element) {
    let [still, last] = [0, ""];
    while (!isSeen(element) && still < 30) {
      await new Promise((done) => requestAnimationFrame(done));
      const { left, top } = element.getBoundingClientRect();
      still = `${left} ${top}` === last ? still + 1 : 0;
      last = `${left} ${top}`;
    }
    return isSeen(element);
  }

  /** What should have been reached and was not. */
  function missed() {
    return [...before.keys()]
      .filter((element) => !reached.has(element) && isDrawn(element))
      .map((element) => ({ rule: "tab-order", selector: selectorOf(element), advice: "Tab does not reach it" }));
  }

  /** Whether the focus is on a link to main, and is seen. */
  function skipLink() {
    const element = document.activeElement;
    const target = element?.localName === "a" && element.hash ? document.getElementById(decodeURIComponent(element.hash.slice(1))) : null;
    const main = document.querySelector("main");
    const faults = [];
    if (!target || !main || target !== main) {
      const found = `it reaches "${tidy(element?.textContent).slice(0, 40)}"`;
      faults.push({ rule: "skip-link", selector: selectorOf(element ?? document.body), advice: "let Tab from the top reach a link to main first", found });
    }
    return faults;
  }

  /** Goes back to what Tab reached first. */
  function goToFirst() {
    const [first] = reached;
    first.focus();
  }

  /** Whether following the skip link put the focus on main. */
  function inMain() {
    if (document.activeElement?.localName === "main") return [];
    const advice = 'write tabindex="-1" on main, so that the skip link moves the focus there';
    return [{ rule: "skip-target", selector: selectorOf(document.querySelector("main") ?? document.body), advice }];
  }

  return { begin, goToFirst, inMain, missed, reach, skipLink };
})();
