/**
 * What makes the picture interactive where a browser runs it: zoom, search, reset, keyboard, the window's width, roles
 * for assistive technology. It stands in every SVG as it is, so it reads the picture's geometry from the picture, and
 * builds its controls itself: a still has none that do nothing. Labels and gaps are those of render-svg.ts and
 * fit-text.ts, for other widths. Texts go in as text, never as markup. Kept free of backticks, and of the end of a CDATA
 * section.
 */
export const svgScript = String.raw`
'use strict';
(() => {
  const svg = document.currentScript.closest('svg');
  const board = svg.querySelector('.frames');
  const strips = Array.from(svg.querySelectorAll('.strips rect'), (rect) => ({ rect, ...readPlace(rect) }));
  const details = svg.querySelector('.details');
  const found = svg.querySelector('.found');
  const { margin, padding, cell, outlined } = Object.fromEntries(Object.entries(svg.dataset).map(([name, value]) => [name, Number(value)]));
  const still = svg.viewBox.baseVal.width;
  const height = svg.viewBox.baseVal.height;
  const help = 'Click or Enter: zoom. /: search. Arrow keys: move. Escape: reset.';
  const frames = readFrames();
  const tools = makeTools();
  let width = still;
  let view = frames[0];
  let current = frames[0];

  function readPlace(element) {
    return { start: Number(element.dataset.s), share: Number(element.dataset.w) };
  }

  function readFrames() {
    const path = [];
    const list = Array.from(board.children, (element, index) => {
      const [symbol, owner = ''] = element.querySelector('title').textContent.split('\n');
      const rect = element.querySelector('rect');
      const { f: functionName = symbol, o: ownerLabel = '', d } = element.dataset;
      const depth = Number(d);
      const frame = {
        index, element, rect, depth, symbol, functionName, ownerLabel, ...readPlace(element),
        text: element.querySelector('text'),
        words: (symbol + '\n' + owner).toLowerCase(),
        parent: depth === 0 ? null : path[depth - 1],
        children: [],
        end: index + 1,
      };
      if (frame.parent) frame.parent.children.push(frame);
      path[depth] = frame;
      for (let above = frame.parent; above; above = above.parent) above.end = index + 1;
      element.setAttribute('role', 'treeitem');
      element.setAttribute('aria-level', depth + 1);
      element.setAttribute('tabindex', index === 0 ? 0 : -1);
      return frame;
    });
    svg.setAttribute('role', 'group');
    board.setAttribute('role', 'tree');
    board.setAttribute('aria-label', 'Frames');
    return list;
  }

  function makeTools() {
    const make = (name, attributes) => {
      const element = document.createElementNS('http://www.w3.org/1999/xhtml', name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const box = document.createElementNS(svg.namespaceURI, 'foreignObject');
    box.setAttribute('width', 300);
    box.setAttribute('height', 32);
    box.setAttribute('y', 10);
    const row = make('div', { class: 'tools' });
    const input = make('input', { type: 'search', placeholder: 'Search  /', 'aria-label': 'Search frames' });
    const reset = make('button', { type: 'button' });
    reset.textContent = 'Reset';
    row.append(input, reset);
    box.append(row);
    svg.append(box);
    input.addEventListener('input', () => search(input.value));
    reset.addEventListener('click', resetAll);
    return { box, input };
  }

  function fit() {
    svg.setAttribute('width', '100%');
    const available = svg.getBoundingClientRect().width;
    width = Math.max(still, available);
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    svg.setAttribute('height', height * available / width);
    tools.box.setAttribute('x', width - margin - 300);
    found.setAttribute('x', width - margin);
    place();
  }

  function place() {
    const scale = (width - 2 * margin) / (view.share || 1);
    for (const frame of frames) {
      const above = frame.index < view.index && frame.end >= view.end;
      const shown = above || (frame.index >= view.index && frame.index < view.end);
      frame.element.classList.toggle('hidden', !shown);
      frame.element.classList.toggle('faded', above);
      if (!shown) continue;
      const x = above ? 0 : (frame.start - view.start) * scale;
      const wide = (above ? view.share : frame.share) * scale;
      frame.element.classList.toggle('thin', wide < outlined);
      setSpan(frame.rect, margin + x, wide);
      setLabel(frame, margin + x, wide);
    }
    for (const { rect, start, share } of strips) {
      const from = Math.max(start, view.start);
      const to = Math.min(start + share, view.start + view.share);
      setSpan(rect, margin + (from - view.start) * scale, Math.max(0, to - from) * scale);
    }
  }

  function setSpan(rect, x, wide) {
    rect.setAttribute('x', x);
    rect.setAttribute('width', wide - Math.min(0.7, 0.15 * wide));
  }

  function setLabel(frame, x, wide) {
    const label = fitLabel(frame, Math.floor((wide - 2 * padding) / cell));
    if (!frame.text) {
      if (label === '') return;
      frame.text = document.createElementNS(svg.namespaceURI, 'text');
      frame.text.setAttribute('y', Number(frame.rect.getAttribute('y')) + 12.5);
      frame.element.append(frame.text);
    }
    frame.text.setAttribute('x', x + padding);
    frame.text.textContent = label;
  }

  function fitLabel({ symbol, ownerLabel, functionName }, cells) {
    const names = [symbol, ownerLabel + ' \u00b7 ' + functionName, functionName];
    return names.find((name) => cellsOf(name) <= cells) ?? (cells < 5 ? '' : clip(functionName, cells));
  }

  function cellsOf(text) {
    return text.replace(/[\u1100-\u115f\u2e80-\ud7a3\uf900-\uff60]/g, '  ').length;
  }

  function clip(text, cells) {
    if (cellsOf(text) <= cells) return text;
    let kept = '';
    for (const character of text) {
      if (cellsOf(kept + character) >= cells) break;
      kept += character;
    }
    return kept + '\u2026';
  }

  function zoom(frame) {
    view = frame;
    place();
  }

  function search(query) {
    const wanted = query.trim().toLowerCase();
    let share = 0;
    let count = 0;
    let counted = 0;
    for (const frame of frames) {
      const hit = wanted !== '' && frame.depth > 0 && frame.words.includes(wanted);
      frame.element.classList.toggle('hit', hit);
      if (!hit) continue;
      count++;
      if (frame.index < counted) continue;
      share += frame.share;
      counted = frame.end;
    }
    board.classList.toggle('searching', wanted !== '');
    found.textContent = wanted === '' ? '' : count === 0 ? 'no frame matches'
      : (share * 100).toFixed(1) + ' % of the weight matches, in ' + count + (count === 1 ? ' frame' : ' frames');
  }

  function resetAll() {
    tools.input.value = '';
    search('');
    zoom(frames[0]);
  }

  function focusOn(frame) {
    if (frame) frame.element.focus();
  }

  function onFocus(frame) {
    current.element.setAttribute('tabindex', -1);
    current = frame;
    current.element.setAttribute('tabindex', 0);
    describe(frame);
  }

  function describe(frame) {
    const [symbol, ...facts] = frame ? frame.element.querySelector('title').textContent.split('\n') : [help];
    details.textContent = clip([...facts, symbol].join(' | '), Math.floor((width - 2 * margin) / cell));
  }

  function frameOf(element) {
    const group = element.closest && element.closest('.frames > g');
    return group && svg.contains(group) ? frames.find((frame) => frame.element === group) : undefined;
  }

  function neighbour(frame, step) {
    const row = frames.filter((other) => other.depth === frame.depth && other.index >= view.index && other.index < view.end);
    return row[row.indexOf(frame) + step];
  }

  const moves = {
    ArrowUp: (frame) => (frame.index < view.index ? frames.find((other) => other.parent === frame && other.end >= view.end) : frame.children[0]),
    ArrowDown: (frame) => frame.parent,
    ArrowLeft: (frame) => neighbour(frame, -1),
    ArrowRight: (frame) => neighbour(frame, 1),
    Home: () => view,
  };

  function onFrameKey(event, frame) {
    const move = moves[event.key];
    if (move) focusOn(move(frame));
    else if (event.key === 'Enter' || event.key === ' ') zoom(frame);
    else return;
    event.preventDefault();
  }

  board.addEventListener('click', (event) => {
    const frame = frameOf(event.target);
    if (!frame) return;
    zoom(frame);
    focusOn(frame);
  });
  board.addEventListener('focusin', (event) => onFocus(frameOf(event.target)));
  board.addEventListener('mouseover', (event) => describe(frameOf(event.target)));
  board.addEventListener('mouseleave', () => describe(undefined));
  tools.input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    const hits = frames.filter((frame) => frame.element.matches('.hit:not(.hidden)'));
    focusOn(hits.sort((a, b) => b.share - a.share)[0]);
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      resetAll();
      focusOn(current);
    } else if (event.target === tools.input) {
      return;
    } else if (event.key === '/') {
      tools.input.focus();
      event.preventDefault();
    } else if (event.target === svg || board.contains(event.target)) {
      onFrameKey(event, current);
    }
  });
  window.addEventListener('resize', fit);
  fit();
  describe(undefined);
})();
`
