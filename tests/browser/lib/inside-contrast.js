// Runs inside a page, after inside.js: what axe cannot decide about contrast, or needs help with.

window.checks.contrast = (() => {
  const { all, isDrawn, selectorOf } = window.checks.rules;
  const SHAPES = "rect, circle, ellipse, path, polygon";
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  /**
   * Lays open what scrolls and lets go of what sticks, so that axe can tell what is behind every text.
   * The page is changed: load it again for anything else.
   */
  function unfold() {
    for (const element of all("body *")) {
      const { position, overflowX, overflowY } = getComputedStyle(element);
      const set = (name, value) => element.style.setProperty(name, value, "important");
      if (position === "sticky") {
        set("position", "relative");
        set("inset", "auto");
      }
      if (/auto|scroll/.test(overflowX + overflowY)) {
        set("overflow", "visible");
        set("max-height", "none");
      }
    }
  }

  // The colour that the paints make, one over the other.
  function mix(paints) {
    pixel.globalAlpha = 1;
    pixel.fillStyle = "#fff";
    pixel.fillRect(0, 0, 1, 1);
    for (const { colour, opacity } of paints) {
      pixel.globalAlpha = opacity;
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
    }
    return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }

  // Relative luminance and contrast ratio as WCAG 2.2 defines them.
  function luminance(channels) {
    const [red, green, blue] = channels.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ratio(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  const fillOf = (element) => {
    const { fill, fillOpacity, opacity } = getComputedStyle(element);
    return { colour: fill, opacity: Number(fillOpacity) * Number(opacity) };
  };

  // Whether a shape, drawn before the text, lies behind the middle of it.
  function isBehind(shape, text) {
    if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) || getComputedStyle(shape).fill === "none") return false;
    if (!isDrawn(shape) || shape.closest("defs, clipPath, mask, symbol, pattern")) return false;
    const box = text.getBoundingClientRect();
    const middle = new DOMPoint(box.left + box.width / 2, box.top + box.height / 2);
    return shape.isPointInFill(middle.matrixTransform(shape.getScreenCTM().inverse()));
  }

  function behind(text) {
    const paints = [];
    for (let at = text.closest("svg"); at; at = at.parentElement) {
      paints.unshift({ colour: getComputedStyle(at).backgroundColor, opacity: 1 });
    }
    const shapes = [...text.ownerSVGElement.querySelectorAll(SHAPES)].filter((shape) => isBehind(shape, text));
    return [...paints, ...shapes.map(fillOf)];
  }

  /** The contrast of text in drawings, which axe leaves undecided: 4.5:1, or 3:1 where it is large (WCAG 2.2, 1.4.3). */
  function drawings() {
    return all("svg text").flatMap((text) => {
      if (!isDrawn(text) || !text.textContent.trim()) return [];
      const { fontSize, fontWeight } = getComputedStyle(text);
      const matrix = text.getScreenCTM();
      const size = Number.parseFloat(fontSize) * Math.hypot(matrix.a, matrix.b);
      const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
      const ground = behind(text);
      const has = ratio(mix([...ground, fillOf(text)]), mix(ground));
      if (has >= needed) return [];
      return [
        { rule: "drawing-contrast", selector: selectorOf(text), advice: `draw the text at ${needed}:1 or more against what is behind it`, found: `it is ${has.toFixed(2)}:1` },
      ];
    });
  }

  return { drawings, unfold };
})();
