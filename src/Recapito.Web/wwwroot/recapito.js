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

  // Who presses twice has not handed in twice. A page that the way back shows again can be sent again.
  const sent = new Set();
  addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.target.method !== 'post') return;
    for (const button of event.target.querySelectorAll('button:not([type=button])')) {
      button.disabled = true;
      sent.add(button);
    }
  });
  addEventListener('pageshow', () => {
    for (const button of sent) button.disabled = false;
    sent.clear();
  });

  const live = document.querySelector('[data-live]');
  if (live) {
    const address = live.dataset.live;
    const status = document.querySelector('[data-finished]');
    const soonest = 1000, latest = 15000;
    let busy = false, again = false, over = false, wait = soonest, retry;
    const show = (part) => {
      const open = [...live.querySelectorAll('details')].map((one) => one.open);
      live.innerHTML = part;
      const now = [...live.querySelectorAll('details')];
      if (now.length === open.length) now.forEach((one, i) => { one.open = open[i]; });
      offerCopies(live);
      addLocalTimes(live);
    };
    // What could not be fetched, as while a laptop sleeps, is asked for again, less and less often.
    const refresh = async () => {
      if (busy) { again = true; return; }
      clearTimeout(retry);
      [busy, again] = [true, false];
      let fetched = false;
      try {
        const answer = await fetch(address + '/part');
        fetched = answer.status < 500;
        if (answer.ok) show(await answer.text());
      } catch {
        fetched = false;
      } finally {
        busy = false;
      }
      if (!fetched) {
        retry = setTimeout(refresh, wait);
        wait = Math.min(2 * wait, latest);
        return;
      }
      wait = soonest;
      if (again) refresh(); else if (over) finish();
    };
    // A reader who does not see the page change is told how it ended.
    const finish = () => {
      live.removeAttribute('data-live');
      const verdict = live.querySelector('h1');
      if (verdict) {
        status.textContent = (live.querySelector('[data-interrupted]') ? '' : status.dataset.finished + ' ') + verdict.textContent;
        document.title = verdict.textContent + ' – Recapito';
      }
    };
    // A browser connects again by itself, unless what answered was not the service, such as a proxy while that starts.
    const follow = () => {
      const events = new EventSource(address + '/events');
      events.addEventListener('changed', refresh);
      events.addEventListener('done', () => { over = true; events.close(); refresh(); });
      events.addEventListener('error', () => { if (events.readyState === EventSource.CLOSED && !over) setTimeout(follow, latest); });
    };
    addEventListener('online', () => { if ('live' in live.dataset) refresh(); });
    follow();
  }
})();
