// Every text that is drawn, against what is drawn behind it: WCAG 2.2, 1.4.3. axe leaves a text open when something
// lies over it or when the list around it scrolls; here the backgrounds of what the text stands in are laid over each
// other, so that each text gets an answer.
(() => {
  const channels = (text) => {
    const numbers = text.match(/[\d.]+/g).map(Number);
    const scale = text.startsWith('color(') ? 255 : 1;
    return [...numbers.slice(0, 3).map((number) => number * scale), numbers[3] ?? 1];
  };
  const over = ([r, g, b, alpha], below) => [r, g, b].map((value, at) => value * alpha + below[at] * (1 - alpha));
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [bright, dim] = [light(one), light(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dim + 0.05);
  };
  const isForced = matchMedia('(forced-colors: active)').matches;
  const canvas = channels(getComputedStyle(document.documentElement).backgroundColor);
  const known = new Map();
  // What lies behind an element's content.
  const behind = (element) => {
    if (!element) return canvas.slice(0, 3);
    if (known.has(element)) return known.get(element);
    const style = getComputedStyle(element);
    // A modal dialog lies in the top layer: over the page, not over its parent.
    const colour = over(channels(style.backgroundColor), behind(element.matches('dialog') ? null : element.parentElement));
    if (style.backgroundImage !== 'none') faults.push(`a picture behind ${name(element)}`);
    known.set(element, colour);
    return colour;
  };
  const opacity = (element) => element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1;
  const name = (element) => `${element.localName}.${[...element.classList].join('.')} in ${element.parentElement?.className || '-'}`;
  const judge = (element, colour, text) => {
    const style = getComputedStyle(element);
    // In forced colours a text stands on a plate of the canvas's colour, unless the element looks after itself.
    const below = isForced && style.forcedColorAdjust !== 'none' ? canvas.slice(0, 3) : behind(element);
    const [r, g, b, alpha] = channels(colour);
    const found = contrast(over([r, g, b, alpha * opacity(element)], below), below);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5;
    if (found < least) faults.push(`${found.toFixed(2)} of ${least} for “${text.trim().slice(0, 30)}” in ${name(element)}`);
  };
  const faults = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue;
    if (element.closest(':disabled, .page__said, svg')) continue;
    const style = getComputedStyle(element);
    if (element.matches('input:not([type=checkbox], [type=radio]), textarea')) {
      judge(element, element.value ? style.color : getComputedStyle(element, '::placeholder').color, element.value || element.placeholder);
      continue;
    }
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('');
    if (text.trim()) judge(element, style.color, text);
  }
  return [...new Set(faults)];
})()
