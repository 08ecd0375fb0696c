// What a site's own script would do: read the form as it reads any form.
const form = document.querySelector('#form');
const result = document.querySelector('#result');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const data = new FormData(form);
  result.textContent = `Sent: ${JSON.stringify({ title: data.get('title'), photo: data.getAll('photo') })}`;
});
form.addEventListener('reset', () => (result.textContent = ''));
