// Passkeys: the browser's part of them. A password works without it.
(() => {
  'use strict';
  const form = document.querySelector('form[data-passkey]');
  if (!form) return;
  const says = form.querySelector('[role=status]');
  const button = form.querySelector('button');
  const creates = form.dataset.passkey === 'create';
  const known = window.PublicKeyCredential;
  says.textContent = '';
  if (!known || !known.parseCreationOptionsFromJSON || !known.parseRequestOptionsFromJSON) {
    says.textContent = form.dataset.unable;
    return;
  }
  button.hidden = false;

  const send = async (address, credential) => {
    const body = new FormData(form);
    if (credential) body.append('credential', JSON.stringify(credential));
    const answer = await fetch(address, { method: 'POST', body });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    says.textContent = '';
    button.disabled = true;
    try {
      const options = await (await send(form.action + '/options')).json();
      const credential = creates
        ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
      location.assign(await (await send(form.action, credential)).text());
    } catch {
      says.textContent = form.dataset.failed;
      button.disabled = false;
    }
  });
})();
