// The Tab key goes the way the eye goes: down, or on to the right; up only into a column that stands further right.
(() => {
  const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  const stops = [...scope.querySelectorAll('button, input, select, textarea, summary, a[href], [tabindex]')]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  const positive = stops.filter((element) => element.tabIndex > 0).map((element) => `${name(element)} has a place of its own`);
  // What is scrolled away stands at the edge of what scrolls.
  const box = (element) => {
    let { left, right, top, bottom } = element.getBoundingClientRect();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === 'visible') continue;
      const edge = around.getBoundingClientRect();
      const clamp = (value, from, until) => Math.min(Math.max(value, from), until);
      [left, right] = [left, right].map((x) => clamp(x, edge.left, edge.right));
      [top, bottom] = [top, bottom].map((y) => clamp(y, edge.top, edge.bottom));
    }
    return { left, right, top, bottom, isSeen: right > left && bottom > top };
  };
  function name(element) {
    return `${element.localName}.${[...element.classList].join('.')} “${(element.getAttribute('aria-label') ?? element.innerText ?? '').trim().slice(0, 20)}”`;
  }
  const faults = [];
  const seen = stops.map((element) => [element, box(element)]).filter(([, { isSeen }]) => isSeen);
  for (let at = 1; at < seen.length; at += 1) {
    const [[last, from], [next, to]] = [seen[at - 1], seen[at]];
    // A panel lies over what follows it, and closes when the focus leaves it.
    if (last.contains(next) || last.closest('.popover__panel') !== next.closest('.popover__panel')) continue;
    const isAbove = to.bottom <= from.top + 1;
    const isLeft = to.right <= from.left + 1;
    const isInLine = !isAbove && from.bottom > to.top + 1;
    if (isAbove && to.left < from.right - 1 || isInLine && isLeft) faults.push(`${name(next)} comes after ${name(last)}`);
  }
  return [...positive, ...faults];
})()
