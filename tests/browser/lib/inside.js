// Runs inside a page and gives its rules as functions on `window.checks.rules`. Each returns a list of
// `{ rule, selector, advice, found }`, empty when the page keeps the rule; `found` is what differs from place to place.
//
// A classic script, read as text: a page with JavaScript switched off can then be asked too.

window.checks = {};
window.checks.rules = (() => {
  const SMALLEST_TEXT = 10;
  const LISTED = 5;
  // Text that is never drawn.
  const UNDRAWN = "script, style, template, noscript, svg title, svg desc, svg metadata, select, datalist";

  function selectorOf(element) {
    const parts = [];
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      if (at.id) {
        parts.unshift(`#${CSS.escape(at.id)}`);
        break;
      }
      const name = at.localName;
      const alike = at.parentElement ? [...at.parentElement.children].filter((other) => other.localName === name) : [];
      parts.unshift(alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(at) + 1})` : name);
    }
    return parts.join(" > ") || "html";
  }

  const fault = (rule, element, advice, found) => ({ rule, selector: selectorOf(element), advice, found });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const isDrawn = (element) => element.checkVisibility({ visibilityProperty: true });

  function labelOf(element) {
    const pointed = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const text = pointed.map((id) => document.getElementById(id)?.textContent).join(" ");
    return tidy(text) || tidy(element.getAttribute("aria-label"));
  }

  /** What every page of the site must have, whatever its width. */
  function structure() {
    const faults = [];
    const root = document.documentElement;
    if (root.lang !== "en-GB") faults.push(fault("language", root, 'write lang="en-GB" on html', `it is "${root.lang}"`));
    if (!tidy(document.title)) faults.push(fault("title", root, "give the page a title"));
    const headings = all("h1");
    if (headings.length !== 1) faults.push(fault("one-h1", headings[1] ?? root, "use one h1", `there are ${headings.length}`));
    for (const cell of all("th")) {
      if (!["col", "row", "colgroup", "rowgroup"].includes(cell.getAttribute("scope"))) {
        faults.push(fault("header-scope", cell, 'write scope="col" or scope="row" on the th'));
      }
    }
    for (const table of all("table")) {
      if (!tidy(table.caption?.textContent)) faults.push(fault("table-caption", table, "give the table a caption (it may be visually hidden)"));
    }
    for (const drawing of all("svg")) {
      if (drawing.parentElement.closest("svg") || drawing.closest('[aria-hidden="true"]')) continue;
      const name = labelOf(drawing) || tidy(drawing.querySelector(":scope > title")?.textContent);
      if (drawing.getAttribute("role") !== "img" || !name) {
        faults.push(fault("drawing-name", drawing, 'write aria-hidden="true" if it only decorates, else role="img" and a name'));
      }
    }
    const seen = new Set();
    for (const element of all("[id]")) {
      if (seen.has(element.id)) faults.push(fault("duplicate-id", element, "use an id once", `it is "${element.id}"`));
      seen.add(element.id);
    }
    return faults;
  }

  // The box that an element is laid out in.
  function containerOf(element) {
    const { position } = getComputedStyle(element);
    if (position === "fixed") return null;
    return position === "absolute" ? element.offsetParent : element.parentElement;
  }

  // The nearest box around an element that scrolls or clips it sideways.
  function clipperOf(element) {
    for (let at = containerOf(element); at && at !== document.body; at = containerOf(at)) {
      if (getComputedStyle(at).overflowX !== "visible") return at;
    }
    return null;
  }

  // Whether an element that begins or ends past the edge of the page may: it scrolls in a region, or is there to be heard only.
  function mayStickOut(element) {
    const around = clipperOf(element);
    return around !== null && (/auto|scroll/.test(getComputedStyle(around).overflowX) || around.clientWidth <= 2);
  }

  function isScrolled(element) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const across = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
    const down = /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
    return (across || down) && element !== document.body && !element.closest("textarea, select");
  }

  function isNamedRegion(element) {
    const role = element.getAttribute("role") ?? (element.localName === "section" ? "region" : "");
    return element.getAttribute("tabindex") === "0" && /^(region|group)$/.test(role) && labelOf(element) !== "";
  }

  // How large the text is drawn: an SVG is scaled by its viewBox.
  function drawnSize(element) {
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    const matrix = element.closest("svg") ? element.getScreenCTM?.() : null;
    return matrix ? size * Math.hypot(matrix.a, matrix.b) : size;
  }

  // Where an element ends on the right, with its own text, which may run out of its box.
  function rightOf(element) {
    const ends = [element.getBoundingClientRect().right];
    if (getComputedStyle(element).overflowX === "visible") {
      for (const text of element.childNodes) {
        if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
        const range = document.createRange();
        range.selectNode(text);
        ends.push(range.getBoundingClientRect().right);
      }
    }
    return Math.max(...ends);
  }

  // What makes the page scroll sideways, or is cut off at its edge.
  function sideways(elements) {
    const width = document.documentElement.clientWidth;
    const scrolled = document.documentElement.scrollWidth - width;
    const right = scrolled > 0 ? rightOf : (element) => element.getBoundingClientRect().right;
    const past = elements.filter((element) => right(element) > width + 1 && !mayStickOut(element));
    // What is not seen does no harm, unless the page scrolls because of it.
    const isSeen = (element) => isDrawn(element) && element.getBoundingClientRect().width > 2;
    const out = new Set(past.filter((element) => scrolled > 0 || isSeen(element)));
    // Report the innermost: an element is rarely at fault for what its content does.
    const innermost = [...out].filter((element) => ![...element.children].some((child) => out.has(child)));
    const faults = innermost
      .slice(0, LISTED)
      .map((element) =>
        fault("sideways", element, "keep it inside the page, or in a region that scrolls", `sticks out by ${Math.ceil(right(element) - width)} px`),
      );
    if (scrolled > 0 && faults.length === 0) {
      faults.push(fault("sideways", document.documentElement, "keep the page from scrolling sideways", `scrolls by ${scrolled} px`));
    }
    return faults;
  }

  function smallText() {
    const small = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const parent = text.parentElement;
      if (!text.data.trim() || small.has(parent) || parent.closest(UNDRAWN) || !isDrawn(parent)) continue;
      if (drawnSize(parent) < SMALLEST_TEXT - 0.05) small.add(parent);
    }
    return [...small]
      .slice(0, LISTED)
      .map((element) => fault("small-text", element, `draw text at ${SMALLEST_TEXT} px or more`, `it is ${drawnSize(element).toFixed(1)} px`));
  }

  /** What depends on the width: nothing scrolls the page sideways, what scrolls has a name, nothing is too small to read. */
  function layout() {
    const boxes = all("body *").filter((element) => {
      if (element.parentElement.closest("svg") || !element.checkVisibility()) return false;
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0;
    });
    const unnamed = boxes.filter((element) => isScrolled(element) && isDrawn(element) && !isNamedRegion(element));
    return [
      ...unnamed.map((element) => fault("scroll-region", element, 'give what scrolls tabindex="0", a section or role="region", and a name')),
      ...sideways(boxes),
      ...smallText(),
    ];
  }

  // What a browser fetches by itself, and so must be part of the site.
  const FETCHED_LINK = /\b(stylesheet|icon|apple-touch-icon|mask-icon|manifest|preload|prefetch|modulepreload|preconnect|dns-prefetch)\b/i;

  /** Everything the page points at, resolved, and the ids that others may point at. */
  function links() {
    const found = [];
    const add = (element, value, fetched) => {
      let address = value;
      try {
        address = new URL(value, document.baseURI).href;
      } catch {
        // Left as it is written: whoever reads it reports it as broken.
      }
      found.push({ selector: selectorOf(element), written: value, address, fetched });
    };
    for (const element of all("[href], [src], [srcset], [poster], [action], object[data]")) {
      const navigates = ["a", "area", "form"].includes(element.localName);
      const fetched = !navigates && (element.localName !== "link" || FETCHED_LINK.test(element.rel));
      for (const name of ["href", "src", "poster", "action", "data"]) {
        if (element.hasAttribute(name)) add(element, element.getAttribute(name), fetched);
      }
      for (const part of (element.getAttribute("srcset") ?? "").split(",")) {
        if (part.trim()) add(element, part.trim().split(/\s+/)[0], true);
      }
    }
    return {
      title: tidy(document.title),
      ids: [...all("[id]").map((element) => element.id), ...all("a[name]").map((element) => element.name)],
      found,
    };
  }

  /**
   * The text of main, all of it and that which is drawn. What `data-enhancement` marks is left out: a control
   * that does nothing without JavaScript, and so need not be there.
   */
  function words() {
    const main = document.querySelector("main");
    if (!main) return { written: "", drawn: "" };
    const written = [];
    const drawn = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (text.parentElement.closest("script, style, template, noscript, [data-enhancement]")) continue;
      written.push(text.data);
      if (isDrawn(text.parentElement)) drawn.push(text.data);
    }
    return { written: written.join(" "), drawn: drawn.join(" ") };
  }

  return { all, isDrawn, labelOf, layout, links, selectorOf, structure, tidy, words };
})();
