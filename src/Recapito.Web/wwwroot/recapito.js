// What the pages can do besides: everything works without it.
(() => {
  'use strict';
  const words = document.body.dataset;

  for (const chooser of document.querySelectorAll('select[data-submits]')) {
    chooser.form.querySelector('button').hidden = true;
    chooser.addEventListener('change', () => chooser.form.requestSubmit());
  }

  // Nothing is asked of anybody before the button is pressed; a file that was dropped only leads to it.
  const drop = document.querySelector('form[data-drop]');
  if (drop) {
    const input = drop.querySelector('input[type=file]');
    const chosen = () => {
      drop.classList.toggle('chosen', input.files.length > 0);
      if (input.files.length) drop.querySelector('button.primary').focus();
    };
    const over = (event) => { event.preventDefault(); drop.classList.add('over'); };
    for (const kind of ['dragenter', 'dragover']) addEventListener(kind, over);
    addEventListener('dragleave', (event) => { if (!event.relatedTarget) drop.classList.remove('over'); });
    addEventListener('drop', (event) => {
      event.preventDefault();
      drop.classList.remove('over');
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        chosen();
      }
    });
    input.addEventListener('change', chosen);
  }

  const copying = (button, block) => button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.dataset.copies || block.textContent);
    button.textContent = words.copied;
  });

  function offerCopies(within) {
    if (!navigator.clipboard) return;
    for (const block of within.querySelectorAll('[data-copies]')) {
      const holder = document.createElement('div');
      holder.className = 'copied';
      block.replaceWith(holder);
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = words.copy;
      holder.append(block, button);
      copying(button, block);
    }
    for (const button of within.querySelectorAll('[data-copies-from]')) {
      button.hidden = false;
      copying(button, document.getElementById(button.dataset.copiesFrom));
    }
  }
  offerCopies(document);

  // Times are told in UTC, as servers log them; where the reader's clock shows another, it stands beside.
  const utc = /(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?) UTC/g;
  const local = (day, time) => {
    const at = new Date(`${day}T${time}Z`);
    if (isNaN(at) || !at.getTimezoneOffset()) return null;
    const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' };
    const isSameDay = at.getDate() === at.getUTCDate();
    return at.toLocaleString(document.documentElement.lang, isSameDay ? form : { ...form, day: 'numeric', month: 'long' });
  };

  function addLocalTimes(within) {
    const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const told = [];
    while (texts.nextNode()) {
      if (!texts.currentNode.parentElement.closest('pre, code, blockquote, .evidence')) told.push(texts.currentNode);
    }
    for (const text of told) {
      for (const one of [...text.data.matchAll(utc)].reverse()) {
        const here = local(one[1], one[2]);
        if (here) text.splitText(one.index + one[0].length).before(Object.assign(document.createElement('small'), { textContent: ` (${here})` }));
      }
    }
  }
  addLocalTimes(document.body);

  const live = document.querySelector('[data-live]');
  if (live) {
    const address = live.dataset.live;
    const status = document.querySelector('[data-finished]');
    const events = new EventSource(address + '/events');
    let busy = false, again = false, over = false;
    const refresh = async () => {
      if (busy) { again = true; return; }
      busy = true;
      const open = [...live.querySelectorAll('details')].map((one) => one.open);
      const answer = await fetch(address + '/part');
      if (answer.ok) {
        live.innerHTML = await answer.text();
        const now = [...live.querySelectorAll('details')];
        if (now.length === open.length) now.forEach((one, i) => { one.open = open[i]; });
        offerCopies(live);
        addLocalTimes(live);
      }
      busy = false;
      if (again) { again = false; refresh(); } else if (over) finish();
    };
    // A reader who does not see the page change is told how it ended.
    const finish = () => {
      live.removeAttribute('data-live');
      const verdict = live.querySelector('h1');
      if (verdict) {
        status.textContent = status.dataset.finished + ' ' + verdict.textContent;
        document.title = verdict.textContent + ' – Recapito';
      }
    };
    events.addEventListener('changed', refresh);
    events.addEventListener('done', () => { over = true; events.close(); refresh(); });
  }
})();
