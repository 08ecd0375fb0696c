// Shows one <imgpro-image> for each of the visitor's newest images, by id, and the markup of the first.
const list = async () => {
  const { token, api_url } = await (await fetch('/imgpro/token', { method: 'POST' })).json();
  const answer = await fetch(`${api_url}/images?limit=6`, { headers: { Authorization: `Bearer ${token}` } });
  return (await answer.json()).data;
};

const image = ({ id, caption, filename }) => {
  const element = document.createElement('imgpro-image');
  element.setAttribute('image-id', id);
  // The page itself reads as anybody may; what is one's own, private images too, needs a token.
  element.setAttribute('token-endpoint', '/imgpro/token');
  element.setAttribute('alt', caption ?? filename);
  element.setAttribute('show-caption', '');
  return element;
};

const images = await list();
const ways = document.querySelector('#ways');
ways.append(...images.slice(1).map(image));

if (images[0]) {
  const newest = image(images[0]);
  newest.setAttribute('priority', '');
  newest.addEventListener('imgpro-load', () => {
    document.querySelector('#markup').textContent = newest.querySelector('img').outerHTML;
  });
  document.querySelector('#newest').append(newest);
} else {
  document.querySelector('#newest').textContent = 'There is none yet: upload one on the start page.';
}
